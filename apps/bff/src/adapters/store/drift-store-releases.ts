import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import {
  activeReleaseStatuses,
  endedReleaseStatuses,
  type ReleaseSummary,
} from '@lockstep/shared-types/release'
import type { ReadEnvironmentReleases } from '../../features/environments/ports.ts'
import type { ReadCurrentReleases } from '../../features/fleet/ports.ts'
import type { ReadMarkers } from '../../features/measurements/ports.ts'
import { toIso } from './columns.ts'
import { runningRollouts } from './running-rollouts.ts'
import { summaryColumns, toSummary } from './release-rows.ts'
import type { Store } from './store.ts'

/** What the fleet, an environment's page and the charts show of releases. */
export function createReleaseGlances({ db }: Pick<Store, 'db'>): {
  readonly current: ReadCurrentReleases
  readonly ofEnvironment: ReadEnvironmentReleases
  readonly markers: ReadMarkers
} {
  /** The newest of each environment in one of the statuses; ids sort by time. */
  const newest = (statuses: readonly ReleaseSummary['status'][], ref?: EnvironmentRef) => {
    let query = db
      .selectFrom('release')
      .select(summaryColumns)
      .distinctOn(['application_id', 'environment_id'])
      .where('status', 'in', statuses)
      .orderBy('application_id')
      .orderBy('environment_id')
      .orderBy('id', 'desc')
    if (ref !== undefined)
      query = query
        .where('application_id', '=', ref.applicationId)
        .where('environment_id', '=', ref.environmentId)
    return query.execute()
  }

  return {
    current: async () => {
      const [active, last, rollouts] = await Promise.all([
        newest(activeReleaseStatuses),
        newest(endedReleaseStatuses),
        runningRollouts(db),
      ])
      return { active: active.map(toSummary), last: last.map(toSummary), rollouts }
    },
    ofEnvironment: async (ref) => {
      const [active, last, rollouts] = await Promise.all([
        newest(activeReleaseStatuses, ref),
        newest(endedReleaseStatuses, ref),
        runningRollouts(db, ref),
      ])
      const [[activeRow], [lastRow], [running]] = [active, last, rollouts]
      return {
        active: activeRow === undefined ? null : toSummary(activeRow),
        last: lastRow === undefined ? null : toSummary(lastRow),
        rollout:
          running === undefined
            ? null
            : { releaseId: running.releaseId, percent: running.percent, phase: running.phase },
      }
    },
    markers: async (ref, { from, to }) => {
      const rows = await db
        .selectFrom('release')
        .select(['id', 'kind', 'artifact', 'created_at'])
        .where('application_id', '=', ref.applicationId)
        .where('environment_id', '=', ref.environmentId)
        .where('created_at', '<=', new Date(to))
        .where((where) => where.or([where('ended_at', 'is', null), where('ended_at', '>=', new Date(from))]))
        .orderBy('id')
        .execute()
      return rows.map(({ id, kind, artifact, created_at: at }) => ({
        releaseId: id,
        at: toIso(at),
        label: artifact === null ? kind : `${kind} ${artifact.version}`,
        kind: 'release' as const,
      }))
    },
  }
}
