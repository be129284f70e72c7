import type { EnvironmentRef, RolloutGlance } from '@lockstep/shared-types/environment'
import { sql } from 'kysely'
import type { Executor } from './store.ts'

/** Rollouts that have not ended, without the rest of their state; of one environment when it is named. */
export async function runningRollouts(
  db: Executor,
  ref?: EnvironmentRef,
): Promise<readonly (EnvironmentRef & RolloutGlance)[]> {
  let query = db
    .selectFrom('rollout')
    .select([
      'application_id as applicationId',
      'environment_id as environmentId',
      'release_id as releaseId',
      'phase',
      sql<number>`(state->>'wantedPercent')::float8`.as('percent'),
    ])
    .where('phase', '<>', 'ended')
    .orderBy('started_at')
  if (ref !== undefined)
    query = query
      .where('application_id', '=', ref.applicationId)
      .where('environment_id', '=', ref.environmentId)
  return query.execute()
}
