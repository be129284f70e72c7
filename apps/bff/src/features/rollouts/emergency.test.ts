import type { Release } from '@lockstep/shared-types/release'
import { expect, test } from 'vitest'
import { releaseActive } from '../../domain/release/release-active.ts'
import { fail, ok } from '../../domain/result.ts'
import { ana } from '../../domain/rollout/testing/rollout-fixture.ts'
import { rolledOut } from '../../workflows/rollout/testing/rollout-world.ts'
import { emergency, type EmergencyDeps } from './emergency.ts'

const { applicationId, environmentId } = rolledOut
const ref = { applicationId, environmentId }
const release = (id: string, kind: 'deploy' | 'rollback'): Release => ({
  ...ref,
  id,
  kind,
  scope: 'both',
  strategy: 'all-at-once',
  status: 'running',
  artifact: { version: 'v2', digest: 'sha256:v2' },
  from: null,
  requestedBy: ana,
  reason: null,
  createdAt: '2026-11-20T12:00:00.000Z',
  endedAt: null,
  outcome: '',
  planId: 'plan',
  invalidationMode: null,
  steps: [],
  failure: null,
  etaSeconds: null,
  rolledBackBy: null,
  rollbackOf: null,
  overrides: [],
})

/** `others`: releases that somebody starts, one after each look, before the rollback can. */
function world(others: Release[]) {
  const aborted: string[] = []
  const never = () => Promise.reject(new Error('not asked'))
  const deps: EmergencyDeps = {
    clock: { now: () => new Date('2026-11-20T12:00:00.000Z') },
    findEnvironment: () => rolledOut,
    driverFor: () => null,
    applyWanted: () => Promise.resolve(),
    signal: () => undefined,
    probeAnswer: never,
    retireCandidate: never,
    rollouts: {
      find: () => Promise.resolve(null),
      newest: () => Promise.resolve(null),
      change: never,
      refused: () => Promise.resolve(),
    },
    releases: {
      active: () => Promise.resolve(others[0] ?? null),
      abort: ({ releaseId }) => {
        aborted.push(releaseId)
        return Promise.resolve(ok(release(releaseId, 'deploy')))
      },
      untilEnded: () => Promise.resolve(others.shift() ?? null),
      rollBack: () => {
        const [other] = others
        return Promise.resolve(
          other === undefined
            ? ok({ release: release('back', 'rollback'), notProven: [] })
            : fail(releaseActive(ref, other.id)),
        )
      },
      last: () => Promise.resolve(null),
      mainState: () => Promise.resolve('waits'),
      target: () => Promise.resolve(null),
    },
  }
  return { aborted, press: () => emergency(deps, { ref, actor: ana, reason: null, idempotencyKey: 'one' }) }
}

test('a release that somebody starts while another one stops is stopped as well', async () => {
  const { aborted, press } = world([release('first', 'deploy'), release('second', 'deploy')])
  expect(await press()).toMatchObject({ ok: true, value: { effect: 'rollback', releaseId: 'back' } })
  expect(aborted).toEqual(['first', 'second'])
})

test('who starts releases again and again is named in the end', async () => {
  const { press } = world(['one', 'two', 'three', 'four'].map((id) => release(id, 'deploy')))
  expect(await press()).toMatchObject({
    ok: false,
    problem: { code: 'release-active', releaseId: 'four' },
  })
})
