import type { DriftReport } from '@lockstep/shared-types/drift'
import type { LiveEvent } from '@lockstep/shared-types/live-event'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { DriftSnapshot } from '../../features/drift/ports.ts'
import type { Observation } from '../../domain/drift/observation.ts'
import { createDriftStore } from './drift-store.ts'
import type { Store } from './store.ts'
import { openTemporaryStore } from './testing/temporary-store.ts'

const ref = { applicationId: 'shop', environmentId: 'production' }
const nothing = { state: 'absent', source: 'test', readAt: '2026-11-20T13:00:00.000Z' } as const
const site = { html: nothing, versionFile: nothing, entry: nothing }
const observation: Observation = {
  observedAt: '2026-11-20T13:00:00.000Z',
  service: nothing,
  taskDefinition: nothing,
  tasks: nothing,
  targets: nothing,
  tag: nothing,
  runningImage: nothing,
  distribution: nothing,
  edge: site,
  bucket: site,
  health: nothing,
  appVersion: nothing,
  rollback: nothing,
  lastRelease: nothing,
  releaseActive: false,
}
const snapshot = (status: DriftReport['status'], observedAt: string): DriftSnapshot => ({
  report: {
    ...ref,
    status,
    since: observedAt,
    half: null,
    headline: `It is ${status}.`,
    remedy: null,
    checks: (['fail', 'warn', 'warn'] as const).map((checkStatus) => ({
      id: 'health',
      status: checkStatus,
      half: null,
      expected: null,
      observed: null,
      sentence: '',
      evidence: [],
      basis: 'read',
      remedy: null,
      since: observedAt,
    })),
    observedAt,
    durationMilliseconds: 12,
    awsCalls: 9,
  },
  observation: { ...observation, observedAt },
  frontendVersion: 'v1',
  backendVersion: 'v2',
})

let store: Store
const published: LiveEvent[] = []
let failToPublish = false
const publish = async (_executor: unknown, event: LiveEvent): Promise<void> => {
  if (failToPublish) throw new Error('no event')
  published.push(event)
}
beforeAll(async () => {
  store = await openTemporaryStore()
})
afterAll(() => store.close())
beforeEach(async () => {
  published.length = 0
  failToPublish = false
  await store.db.deleteFrom('drift_report').execute()
  await store.db.deleteFrom('drift_transition').execute()
})

const transitions = () =>
  store.db.selectFrom('drift_transition').select(['from_status', 'to_status']).orderBy('id').execute()

test('gives back the newest report and observation, and what the fleet shows of them', async () => {
  const drift = createDriftStore({ store, publish })
  expect(await drift.latestReport(ref)).toBeNull()
  const saved = snapshot('fail', '2026-11-20T13:00:00.000Z')
  await drift.save(saved)
  expect(await createDriftStore({ store, publish }).latestReport(ref)).toEqual(saved.report)
  expect((await drift.latest(ref))?.observation).toEqual(saved.observation)
  expect(await drift.glances()).toEqual([
    {
      ...ref,
      status: 'fail',
      since: saved.report.since,
      headline: 'It is fail.',
      observedAt: saved.report.observedAt,
      failing: 1,
      warning: 2,
      unknown: 0,
      frontendVersion: 'v1',
      backendVersion: 'v2',
    },
  ])
})

test('keeps each change of status once', async () => {
  const drift = createDriftStore({ store, publish })
  await drift.save(snapshot('ok', '2026-11-20T13:00:00.000Z'))
  await drift.save(snapshot('ok', '2026-11-20T13:01:00.000Z'))
  await drift.save(snapshot('fail', '2026-11-20T13:02:00.000Z'))
  expect(await transitions()).toEqual([
    { from_status: null, to_status: 'ok' },
    { from_status: 'ok', to_status: 'fail' },
  ])
  expect(published).toHaveLength(3)
})

test('does not replace a newer report by an older one', async () => {
  const drift = createDriftStore({ store, publish })
  await drift.save(snapshot('ok', '2026-11-20T13:05:00.000Z'))
  await drift.save(snapshot('fail', '2026-11-20T13:00:00.000Z'))
  expect((await drift.latestReport(ref))?.status).toBe('ok')
  expect(published).toHaveLength(1)
})

test('stores nothing when open pages cannot be told', async () => {
  failToPublish = true
  const drift = createDriftStore({ store, publish })
  await expect(drift.save(snapshot('ok', '2026-11-20T13:00:00.000Z'))).rejects.toThrow('no event')
  expect(await drift.latestReport(ref)).toBeNull()
  expect(await transitions()).toEqual([])
})

test('keeps a report of what no database takes as text, so that one odd file does not cost all checks', async () => {
  const odd = { ...snapshot('fail', '2026-11-20T14:00:00.000Z'), frontendVersion: 'v1\u0000' }
  const told = { ...odd, report: { ...odd.report, headline: 'The frontend is at v1\u0000\ud800.' } }
  const drift = createDriftStore({ store, publish })
  await drift.save(told)
  expect((await drift.latestReport(ref))?.headline).toBe('The frontend is at v1\ufffd\ufffd.')
})
