import { ReleaseSummary } from '@lockstep/shared-types/release'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { toJson } from './columns.ts'
import { createReleaseGlances } from './drift-store-releases.ts'
import type { Store } from './store.ts'
import { openTemporaryStore } from './testing/temporary-store.ts'

const actor = { id: 'ana', name: 'Ana', kind: 'person' } as const
const artifact = { version: 'v2', digest: `sha256:${'a'.repeat(64)}` }
let store: Store
const ref = (environmentId: string) => ({ applicationId: 'shop', environmentId })

const insert = (
  id: string,
  environmentId: string,
  status: ReleaseSummary['status'],
  times: { createdAt: string; endedAt: string | null },
) =>
  store.db
    .insertInto('release')
    .values({
      id,
      application_id: 'shop',
      environment_id: environmentId,
      kind: 'deploy',
      scope: 'both',
      strategy: 'all-at-once',
      emergency: false,
      status,
      artifact: toJson(artifact),
      from_artifact: null,
      requested_by: toJson(actor),
      actor_id: actor.id,
      reason: null,
      created_at: times.createdAt,
      ended_at: times.endedAt,
      outcome: `release ${id}`,
      plan_id: 'plan',
      invalidation_mode: null,
      failure: null,
      rolled_back_by: null,
      rollback_of: null,
      overrides: toJson([]),
      idempotency_key: null,
      from_task_definition: null,
      task_definition: null,
      decision: null,
    })
    .execute()

beforeAll(async () => {
  store = await openTemporaryStore()
  const at = (minute: string) => `2026-11-20T13:${minute}:00.000Z`
  await insert('01', 'production', 'succeeded', { createdAt: at('01'), endedAt: at('05') })
  await insert('02', 'production', 'failed', { createdAt: at('10'), endedAt: at('15') })
  await insert('03', 'production', 'running', { createdAt: at('20'), endedAt: null })
  await insert('04', 'staging', 'aborted', { createdAt: at('30'), endedAt: at('31') })
})
afterAll(() => store.close())

test('finds the active and the last ended release of every environment', async () => {
  const { active, last } = await createReleaseGlances(store).current()
  expect(active.map(({ id }) => id)).toEqual(['03'])
  expect(last.map(({ id, status }) => `${id} ${status}`)).toEqual(['02 failed', '04 aborted'])
  expect(ReleaseSummary.parse(active[0])).toMatchObject({ artifact, requestedBy: actor, endedAt: null })
})

test('finds those of one environment', async () => {
  const glances = createReleaseGlances(store)
  expect(await glances.ofEnvironment(ref('staging'))).toMatchObject({ active: null, last: { id: '04' } })
  expect(await glances.ofEnvironment(ref('nowhere'))).toEqual({ active: null, last: null, rollout: null })
})

test('marks on a chart the releases that overlap its span', async () => {
  const span = { from: '2026-11-20T13:12:00.000Z', to: '2026-11-20T13:25:00.000Z' }
  const markers = await createReleaseGlances(store).markers(
    { applicationId: 'shop', environmentId: 'production' },
    span,
  )
  expect(markers).toEqual([
    { releaseId: '02', at: '2026-11-20T13:10:00.000Z', label: 'deploy v2', kind: 'release' },
    { releaseId: '03', at: '2026-11-20T13:20:00.000Z', label: 'deploy v2', kind: 'release' },
  ])
})

test('finds the rollout that runs, and none that has ended', async () => {
  const insertRollout = (releaseId: string, environmentId: string, phase: 'baking' | 'ended') =>
    sql`insert into rollout (release_id, application_id, environment_id, driver, revision, phase, state, started_at, updated_at)
      values (${releaseId}, 'shop', ${environmentId}, 'alb-weights', 1, ${phase}, '{"wantedPercent": 12.5}', now(), now())`.execute(
      store.db,
    )
  await insertRollout('03', 'production', 'baking')
  await insertRollout('04', 'staging', 'ended')
  const running = { releaseId: '03', percent: 12.5, phase: 'baking' }
  const glances = createReleaseGlances(store)
  expect((await glances.current()).rollouts).toEqual([
    { applicationId: 'shop', environmentId: 'production', ...running },
  ])
  expect((await glances.ofEnvironment(ref('production'))).rollout).toEqual(running)
  expect((await glances.ofEnvironment(ref('staging'))).rollout).toBeNull()
})
