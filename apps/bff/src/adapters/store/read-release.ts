import type { Release } from '@lockstep/shared-types/release'
import { toRelease, toStep } from './release-rows.ts'
import type { Executor } from './store.ts'

/** A release with its steps; null when there is none of that id. */
export async function readRelease(executor: Executor, releaseId: string): Promise<Release | null> {
  const row = await executor.selectFrom('release').selectAll().where('id', '=', releaseId).executeTakeFirst()
  if (row === undefined) return null
  const steps = await executor
    .selectFrom('release_step')
    .selectAll()
    .where('release_id', '=', releaseId)
    .orderBy('position')
    .execute()
  return toRelease(row, steps.map(toStep), new Date())
}
