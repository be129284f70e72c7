import { array, assert, boolean, constantFrom, property, tuple } from 'fast-check'
import { expect, it } from 'vitest'
import { driftCheckIds } from '@lockstep/shared-types/drift'
import { checkDrift, driftRules } from './check-drift.ts'
import type { Observation, SiteObservation } from './observation.ts'
import { summarize, worstStatus } from './summarize.ts'
import { absent, environment, observe, site, unreadable } from './testing/drift-fixture.ts'

type Part = Exclude<
  keyof Observation,
  'observedAt' | 'releaseActive' | 'candidateVersion' | 'heldDigests' | 'edge' | 'bucket'
>
const parts: Part[] = [
  'service',
  'taskDefinition',
  'tasks',
  'targets',
  'tag',
  'runningImage',
  'distribution',
  'health',
  'appVersion',
  'rollback',
  'lastRelease',
]
const siteParts: (keyof SiteObservation)[] = ['html', 'versionFile', 'entry']

const state = constantFrom('read', 'absent', 'unreadable')
const states = (keys: readonly string[]) => array(state, { minLength: keys.length, maxLength: keys.length })

function damaged<K extends string>(
  keys: readonly K[],
  wanted: readonly string[],
): Partial<Record<K, typeof absent>> {
  const change: Partial<Record<K, typeof absent>> = {}
  for (const [index, key] of keys.entries()) {
    if (wanted[index] !== 'read') change[key] = wanted[index] === 'absent' ? absent : unreadable
  }
  return change
}

const observation = tuple(states(parts), states(siteParts), states(siteParts), boolean()).map(
  ([own, edge, bucket, releaseActive]) =>
    observe({
      ...damaged(parts, own),
      edge: site(damaged(siteParts, edge)),
      bucket: site(damaged(siteParts, bucket)),
      releaseActive,
    }),
)

const restsOn = (index: number, seen: Observation, wanted: unknown): boolean =>
  driftRules[index]?.needs(seen, environment).some(({ reading }) => reading === wanted) ?? false

it('finds an environment in step when everything is as it should be', () => {
  const checks = checkDrift(observe(), environment)
  expect(checks.map(({ id, status }) => [id, status])).toEqual(driftCheckIds.map((id) => [id, 'ok']))
})

it('never says ok or warn while a reading that the check rests on could not be read', () => {
  assert(
    property(observation, (seen) => {
      const blind = checkDrift(seen, environment).filter((_check, index) => restsOn(index, seen, unreadable))
      expect(blind.filter(({ status }) => status === 'ok' || status === 'warn')).toEqual([])
    }),
  )
})

it('says unknown with the reason when a check reads nothing at all, and lets the other checks stand', () => {
  const blind = observe({
    ...damaged(
      parts,
      parts.map(() => 'unreadable'),
    ),
    edge: site({ html: unreadable, versionFile: unreadable, entry: unreadable }),
    bucket: site({ html: unreadable, versionFile: unreadable, entry: unreadable }),
  })
  for (const check of checkDrift(blind, environment)) {
    expect(check).toMatchObject({ status: 'unknown', half: null })
    expect(check.sentence).toContain('Access was denied')
  }
})

it.each(parts)('never lets an unreadable %s change a check that does not rest on it', (part) => {
  const seen = observe({ [part]: unreadable })
  const others = checkDrift(seen, environment).filter((_check, index) => !restsOn(index, seen, unreadable))
  expect(others.length).toBeGreaterThan(0)
  expect(others.filter(({ status }) => status !== 'ok')).toEqual([])
})

it('has the status of the worst check, always with a headline and evidence for each judgement', () => {
  assert(
    property(observation, (seen) => {
      const checks = checkDrift(seen, environment)
      const summary = summarize(checks)
      expect(summary.status).toBe(worstStatus(checks.map((check) => check.status)))
      expect(summary.headline).toMatch(/\.$/)
      for (const check of checks) expect(check.evidence.length).toBeGreaterThan(0)
    }),
  )
})
