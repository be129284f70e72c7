import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { endedReleaseStatuses } from '@lockstep/shared-types/release'
import type { VersionHold } from '@lockstep/shared-types/version-hold'
import type { Selectable } from 'kysely'
import { orderGoodReleases } from '../../domain/release/good-releases.ts'
import type { EndedRelease, GoodRelease } from '../../features/releases/ports.ts'
import { toIso } from './columns.ts'
import { readVersionHolds } from './read-version-holds.ts'
import type { Store } from './store.ts'
import type { ReleaseTable } from './tables/release-tables.ts'

/** More than this many releases of one environment say nothing new about what to go back to. */
const releasesLookedAt = 250

/** What earlier releases left behind. Invalidations and rollouts by a flag change no version and are left out. */
export function createEndedReleases({ db }: Pick<Store, 'db'>) {
  const newestFirst = ({ applicationId, environmentId }: EnvironmentRef) =>
    db
      .selectFrom('release')
      .selectAll()
      .where('application_id', '=', applicationId)
      .where('environment_id', '=', environmentId)
      .where('kind', 'not in', ['invalidate', 'rollout'])
      .orderBy('id', 'desc')

  const versionHolds = async (ref: EnvironmentRef): Promise<ReadonlyMap<string, VersionHold>> => {
    const ended = newestFirst(ref).where('status', 'in', endedReleaseStatuses).limit(releasesLookedAt)
    return await readVersionHolds(db, await ended.execute())
  }
  return {
    versionHolds,
    async goodReleases(ref: EnvironmentRef, limit: number): Promise<readonly GoodRelease[]> {
      const rows = await newestFirst(ref).where('status', '=', 'succeeded').limit(releasesLookedAt).execute()
      return orderGoodReleases(rows.flatMap(toEnded), await versionHolds(ref)).slice(0, limit)
    },
    async lastEnded(ref: EnvironmentRef): Promise<EndedRelease | null> {
      const rows = await newestFirst(ref).where('status', 'in', endedReleaseStatuses).limit(1).execute()
      return rows.flatMap(toEnded)[0] ?? null
    },
  }
}

const toEnded = (row: Selectable<ReleaseTable>): EndedRelease[] =>
  row.artifact === null || row.ended_at === null
    ? []
    : [
        {
          releaseId: row.id,
          kind: row.kind,
          status: row.status,
          isUnproven: row.unproven,
          artifact: row.artifact,
          from: row.from_artifact,
          scope: row.scope,
          endedAt: toIso(row.ended_at),
          requestedBy: row.requested_by.name,
          taskDefinitionArn: row.task_definition,
        },
      ]
