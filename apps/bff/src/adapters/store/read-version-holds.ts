import type { ReleaseStepId } from '@lockstep/shared-types/release'
import type { VersionHold } from '@lockstep/shared-types/version-hold'
import type { Selectable } from 'kysely'
import { versionHolds, type EndedForHold } from '../../domain/release/version-holds.ts'
import { toIso } from './columns.ts'
import type { Executor } from './store.ts'
import type { ReleaseTable } from './tables/release-tables.ts'

type Row = Pick<
  Selectable<ReleaseTable>,
  | 'id'
  | 'kind'
  | 'scope'
  | 'status'
  | 'artifact'
  | 'from_artifact'
  | 'rollback_of'
  | 'ended_at'
  | 'requested_by'
  | 'reason'
  | 'failure'
  | 'unproven'
>

/** What speaks against versions, by the ended releases of one environment, the newest first. */
export async function readVersionHolds(
  executor: Executor,
  newestFirst: readonly Row[],
): Promise<ReadonlyMap<string, VersionHold>> {
  const lastSteps = await readLastSteps(
    executor,
    newestFirst.filter(({ status }) => status !== 'succeeded').map(({ id }) => id),
  )
  return versionHolds(newestFirst.flatMap((row) => toEnded(row, lastSteps.get(row.id) ?? null)))
}

async function readLastSteps(
  executor: Executor,
  releaseIds: readonly string[],
): Promise<ReadonlyMap<string, ReleaseStepId>> {
  if (releaseIds.length === 0) return new Map()
  const rows = await executor
    .selectFrom('release_step')
    .select(['release_id', 'id'])
    .distinctOn('release_id')
    .where('release_id', 'in', releaseIds)
    .where('started_at', 'is not', null)
    .orderBy('release_id')
    .orderBy('position', 'desc')
    .execute()
  return new Map(rows.map(({ release_id, id }) => [release_id, id]))
}

const toEnded = (row: Row, lastStep: ReleaseStepId | null): EndedForHold[] =>
  row.artifact === null || row.ended_at === null
    ? []
    : [
        {
          releaseId: row.id,
          kind: row.kind,
          scope: row.scope,
          status: row.status,
          isUnproven: row.unproven,
          artifact: row.artifact,
          from: row.from_artifact,
          rollbackOf: row.rollback_of,
          endedAt: toIso(row.ended_at),
          requestedBy: row.requested_by.name,
          reason: row.reason,
          failure: row.failure,
          lastStep,
        },
      ]
