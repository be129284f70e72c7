import type { Decision } from '@lockstep/shared-types/decision'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RolloutChange, RolloutRecord } from '../../domain/rollout/rollout-record.ts'
import { ana, begun, bakingAt } from '../../domain/rollout/testing/rollout-fixture.ts'
import { createAuditReader } from './audit-reader.ts'
import { createLiveEvents, type LiveEvents } from './live-events.ts'
import { createRolloutStore, type RolloutStore } from './rollout-store.ts'
import type { Store } from './store.ts'
import { openTemporaryStore } from './testing/temporary-store.ts'

let store: Store
let live: LiveEvents
let rollouts: RolloutStore

beforeAll(async () => {
  store = await openTemporaryStore()
  live = createLiveEvents(store)
  rollouts = createRolloutStore({ store, liveEvents: live, now: () => new Date() })
})
afterAll(async () => {
  await live.close()
  await store.close()
})

const at = '2026-11-20T10:00:00.000Z'
const ref = { applicationId: 'shop', environmentId: 'production' }

/** A release and its rollout, as the step makes it at its first run. */
async function create(releaseId: string, startedAt = at): Promise<RolloutRecord> {
  await store.pool.query(
    `insert into plan (id, application_id, environment_id, request, plan, basis, created_at, expires_at)
     values ($1, 'shop', 'production', '{}', '{}', '{}', $2, $2)`,
    [releaseId, at],
  )
  await store.pool.query(
    `insert into release (id, application_id, environment_id, kind, scope, status, requested_by, actor_id, created_at,
       outcome, plan_id, overrides, idempotency_key, emergency)
     values ($1, 'shop', 'production', 'deploy', 'both', 'succeeded', '{}', 'ana', $2, '', $1, '[]', $1, false)`,
    [releaseId, at],
  )
  const record = {
    ...ref,
    releaseId,
    driver: 'alb-weights',
    revision: 0,
    startedAt,
    updatedAt: startedAt,
  } as const
  return await rollouts.create({ ...record, state: begun() })
}
const changed =
  (percent: number, more: Partial<RolloutChange> = {}) =>
  (record: RolloutRecord) => ({
    state: { ...record.state, wantedPercent: record.state.wantedPercent + percent },
    counts: true,
    decision: null,
    audits: [],
    lines: [],
    ...more,
  })
const decision = (seq: number): Decision => ({
  seq,
  releaseId: 'decided',
  at,
  decision: 'continue',
  severity: null,
  verdict: 'pass',
  sentence: 'Fine.',
  stageIndex: 0,
  percent: 10,
  policyVersion: 0,
  measurements: [],
  comparison: null,
  dueAt: null,
  effect: 'nothing',
  actedAt: null,
})

test('a rollout that is made twice stays as it was', async () => {
  const first = await create('made')
  await rollouts.change('made', changed(10))
  const again = await rollouts.create({ ...first, state: bakingAt(1) })
  expect(again).toMatchObject({ revision: 1, state: { wantedPercent: 10, stageIndex: -1 } })
})
test('changes at once come one after the other, each seeing the one before', async () => {
  await create('busy')
  await Promise.all(Array.from({ length: 8 }, () => rollouts.change('busy', changed(1))))
  expect(await rollouts.find('busy')).toMatchObject({ revision: 8, state: { wantedPercent: 8 } })
})

test('a look that changes nothing of note does not count, and no change writes nothing', async () => {
  await create('quiet')
  expect(await rollouts.change('quiet', changed(1, { counts: false }))).toMatchObject({ revision: 0 })
  const before = await rollouts.find('quiet')
  expect(await rollouts.change('quiet', () => null)).toEqual(before)
  expect(await rollouts.change('none', changed(1))).toBeNull()
})

test('state, decision, audit event, log line and live event are there together', async () => {
  await create('decided')
  const audit = {
    actor: ana,
    action: 'rollout.control',
    reason: 'Why.',
    details: { from: 0, to: 10 },
  } as const
  await rollouts.change(
    'decided',
    changed(10, {
      decision: decision(1),
      audits: [audit],
      lines: [{ level: 'info', message: 'Set to 10 %.' }],
    }),
  )
  expect(await rollouts.decisions('decided', null, 10)).toEqual([decision(1)])
  const [event] = await createAuditReader(store).list({ releaseId: 'decided' }, null, 10)
  expect(event).toMatchObject({ ...audit, ...ref, outcome: 'accepted' })
  const { rows } = await store.pool.query(
    `select source, step, message from release_log where release_id = 'decided'`,
  )
  expect(rows).toEqual([{ source: 'rollout', step: 'rollout', message: 'Set to 10 %.' }])
  const events = (await live.after(0)).map((stored) => stored.event)
  expect(events).toContainEqual({
    type: 'rollout.updated',
    ...ref,
    releaseId: 'decided',
    revision: 1,
    phase: 'shifting',
  })
})

test('a look that only moves ages on is kept and is no news; one that sees other traffic is', async () => {
  await create('looked-at')
  const eventsOf = async () =>
    (await live.after(0)).filter(({ event }) => 'releaseId' in event && event.releaseId === 'looked-at')
      .length
  const before = await eventsOf()
  const look = (state: Partial<RolloutRecord['state']>) =>
    rollouts.change('looked-at', (record) => ({
      ...changed(0, { counts: false })(record),
      state: { ...record.state, ...state },
    }))
  expect((await look({ lookedAt: at, bakedSeconds: 15 }))?.state.bakedSeconds).toBe(15)
  expect((await rollouts.find('looked-at'))?.state.bakedSeconds).toBe(15)
  expect(await eventsOf()).toBe(before)
  await look({ appliedPercent: 10 })
  expect(await eventsOf()).toBe(before + 1)
})

test('a rule that fails leaves nothing behind', async () => {
  await create('broken')
  const failing = (): never => {
    throw new Error('a defect')
  }
  await expect(rollouts.change('broken', failing)).rejects.toThrow('a defect')
  expect(await rollouts.find('broken')).toMatchObject({ revision: 0, state: { wantedPercent: 0 } })
})

test('decisions are paged, the newest first, and each is kept once', async () => {
  await create('paged')
  for (const seq of [1, 2, 2, 3]) await rollouts.change('paged', changed(0, { decision: decision(seq) }))
  const seqs = async (before: number | null) =>
    (await rollouts.decisions('paged', before, 2)).map(({ seq }) => seq)
  expect(await seqs(null)).toEqual([3, 2])
  expect(await seqs(2)).toEqual([1])
})

test('the newest rollout of an environment is the one that began last', async () => {
  await create('later', '2026-11-21T10:00:00.000Z')
  expect(await rollouts.newest(ref)).toMatchObject({ releaseId: 'later' })
  expect(await rollouts.newest({ ...ref, environmentId: 'staging' })).toBeNull()
})

test('one that runs comes before one that has ended and seems to have begun later, by a clock that was set back', async () => {
  await create('ahead', '2026-11-22T10:00:00.000Z')
  expect(await rollouts.newest(ref)).toMatchObject({ releaseId: 'ahead' })
  await rollouts.change('ahead', (record) => ({
    ...changed(0)(record),
    state: { ...record.state, phase: 'ended' },
  }))
  expect(await rollouts.newest(ref)).toMatchObject({ state: { phase: 'shifting' } })
})
