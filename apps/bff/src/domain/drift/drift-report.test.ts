import { expect, it } from 'vitest'
import { DriftReport } from '@lockstep/shared-types/drift'
import { createDriftReport } from './drift-report.ts'
import type { Observation } from './observation.ts'
import {
  entryValue,
  environment,
  htmlValue,
  observe,
  olderVersion,
  read,
  site,
  unreadable,
} from './testing/drift-fixture.ts'

const later = '2026-11-20T12:01:00.000Z'
const stale = { edge: site({ html: read({ ...htmlValue, buildVersion: olderVersion }) }) }

const report = (change: Partial<Observation>, previous: DriftReport | null = null) =>
  createDriftReport({
    environment,
    observation: observe(change),
    previous,
    durationMilliseconds: 80,
    awsCalls: 9,
  })

it('is a valid report that says in one look that both halves are in step', () => {
  const first = report({})
  expect(DriftReport.parse(first)).toEqual(first)
  expect(first).toMatchObject({
    status: 'ok',
    half: null,
    remedy: null,
    headline: 'In step: both halves run v20261119-101500.',
  })
})

it('leads with the cause, blames the half and offers its one-click remedy', () => {
  expect(report(stale)).toMatchObject({
    status: 'fail',
    half: 'frontend',
    remedy: { kind: 'invalidate', mode: 'frontend-only' },
    headline:
      'The edge serves an older page than the bucket holds: v20261112-093000 instead of v20261119-101500, held for 12 s. 2 more checks failed.',
  })
})

it('does not lead to an invalidation that would hand users a wrong bundle', () => {
  const settings = { ...entryValue.settings, VITE_API_URL: 'https://api.staging.example' }
  const seen = report({ ...stale, bucket: site({ entry: read({ ...entryValue, settings }) }) })
  expect(seen.remedy).toMatchObject({ kind: 'deploy', label: 'Deploy another version' })
  expect(seen.headline).toContain('calls https://api.staging.example')
  expect(seen.checks.find(({ id }) => id === 'edge-stale')?.sentence).toContain('An invalidation alone would')
})

it('blames no half when both have failed', () => {
  expect(
    report({ ...stale, health: read({ status: 503, latencyMilliseconds: 1, body: null }) }).half,
  ).toBeNull()
})

it('says what could not be told, which is worse than a warning and no drift', () => {
  const seen = report({ health: unreadable })
  expect(seen.status).toBe('unknown')
  expect(seen.headline).toBe(
    'Could not tell whether the backend is healthy: the health check could not be read (Access was denied).',
  )
})

it('says one reason once, whatever could not be read for it', () => {
  const { checks } = report({ edge: site({ html: unreadable, entry: unreadable }) })
  expect(checks.find(({ id }) => id === 'endpoint-match')?.sentence).toBe(
    'Could not tell whether the frontend calls the right backend: the entry script that the edge serves and the page that the edge serves could not be read (Access was denied).',
  )
})

it('keeps since when a status holds, per check and for the whole, until it changes', () => {
  const first = report(stale)
  const second = report({ ...stale, observedAt: later }, first)
  expect(second.since).toBe(first.since)
  const third = report({ observedAt: later }, second)
  const since = (id: string) => third.checks.find((check) => check.id === id)?.since
  expect(third.since).toBe(later)
  expect(since('edge-stale')).toBe(later)
  expect(since('health')).toBe(first.since)
})
