import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createReleasePruning } from './release-pruning.ts'
import type { Store } from './store.ts'
import { openTemporaryStore } from './testing/temporary-store.ts'

let store: Store

beforeAll(async () => {
  store = await openTemporaryStore()
  for (const [id, age] of [
    ['young', '1 hour'],
    ['old', '2 days'],
    ['started', '2 days'],
  ])
    await sql`insert into plan (id, application_id, environment_id, request, plan, basis, created_at, expires_at)
      values (${id}, 'shop', 'production', '{}', '{}', '{}', now() - ${age}::interval, now())`.execute(
      store.db,
    )
  for (const [id, ended] of [
    ['01NOW', null],
    ['01RECENT', '1 day'],
    ['01LONGAGO', '100 days'],
  ]) {
    await sql`insert into release (id, application_id, environment_id, kind, scope, emergency, status, requested_by,
        actor_id, created_at, ended_at, outcome, plan_id, overrides)
      values (${id}, ${id}, 'production', 'deploy', 'both', false, ${ended === null ? 'running' : 'succeeded'}, '{}',
        'ana', now() - interval '200 days', now() - ${ended}::interval, '', 'started', '[]')`.execute(
      store.db,
    )
    await sql`insert into release_log (release_id, at, source, level, message)
      values (${id}, now() - interval '200 days', 'lockstep', 'info', 'A line.')`.execute(store.db)
  }
}, 60_000)
afterAll(() => store.close())

const ids = async (table: 'plan' | 'release'): Promise<string[]> =>
  (await store.db.selectFrom(table).select('id').execute()).map(({ id }) => id).toSorted()

test('plans go after their time, save those that a release was started from', async () => {
  await createReleasePruning(store).prunePlans(24 * 3600)
  expect(await ids('plan')).toEqual(['started', 'young'])
})

test('logs go a while after their release has ended, however old their lines are; releases stay', async () => {
  await createReleasePruning(store).pruneLogs(90 * 24 * 3600)
  const logs = await store.db.selectFrom('release_log').select('release_id').execute()
  expect(logs.map(({ release_id }) => release_id).toSorted()).toEqual(['01NOW', '01RECENT'])
  expect(await ids('release')).toEqual(['01LONGAGO', '01NOW', '01RECENT'])
})
