import type { DriftReport } from '@lockstep/shared-types/drift'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { LiveEvent } from '@lockstep/shared-types/live-event'
import { toGlance } from '../../domain/drift/drift-glance.ts'
import type { Observation } from '../../domain/drift/observation.ts'
import type { DriftSnapshot, DriftStore } from '../../features/drift/ports.ts'
import type { ReadGlances } from '../../features/fleet/ports.ts'
import { toJson, toText } from './columns.ts'
import type { Executor, Store } from './store.ts'

export type DriftStoreDeps = {
  readonly store: Pick<Store, 'db'>
  /** Tells open pages, in the transaction that it is given. */
  readonly publish: (executor: Executor, event: LiveEvent) => Promise<void>
}

export type StoredObservation = { readonly report: DriftReport; readonly observation: Observation }

/** Keeps the newest drift report of each environment, and every change of status. Survives a restart. */
export function createDriftStore({ store, publish }: DriftStoreDeps): DriftStore & {
  readonly glances: ReadGlances
  /** The newest report with its observation; null before the first. */
  readonly latest: (ref: EnvironmentRef) => Promise<StoredObservation | null>
} {
  const { db } = store
  const rowOf = (ref: EnvironmentRef) =>
    db
      .selectFrom('drift_report')
      .where('application_id', '=', ref.applicationId)
      .where('environment_id', '=', ref.environmentId)

  const latestReport = async (ref: EnvironmentRef): Promise<DriftReport | null> => {
    const row = await rowOf(ref).select('report').executeTakeFirst()
    return row?.report ?? null
  }

  const latest = async (ref: EnvironmentRef): Promise<StoredObservation | null> =>
    (await rowOf(ref).select(['report', 'observation']).executeTakeFirst()) ?? null

  const glances: ReadGlances = async () => {
    const rows = await db.selectFrom('drift_report').select('glance').execute()
    return rows.map(({ glance }) => glance)
  }

  const save = async (snapshot: DriftSnapshot): Promise<void> => {
    const { report, observation } = snapshot
    const { applicationId, environmentId, status, observedAt } = report
    await db.transaction().execute(async (transaction) => {
      const before = await transaction
        .selectFrom('drift_report')
        .select(['status', 'observed_at'])
        .where('application_id', '=', applicationId)
        .where('environment_id', '=', environmentId)
        .forUpdate()
        .executeTakeFirst()
      // Another replica has seen something newer meanwhile.
      if (before !== undefined && before.observed_at.getTime() > Date.parse(observedAt)) return
      const values = {
        status,
        observed_at: observedAt,
        glance: toJson(toGlance(report, snapshot)),
        report: toJson(report),
        observation: toJson(observation),
      }
      await transaction
        .insertInto('drift_report')
        .values({ application_id: applicationId, environment_id: environmentId, ...values })
        .onConflict((conflict) => conflict.columns(['application_id', 'environment_id']).doUpdateSet(values))
        .execute()
      if (before?.status !== status) {
        await transaction
          .insertInto('drift_transition')
          .values({
            application_id: applicationId,
            environment_id: environmentId,
            at: observedAt,
            from_status: before?.status ?? null,
            to_status: status,
            headline: toText(report.headline),
          })
          .execute()
      }
      await publish(transaction, { type: 'drift.updated', applicationId, environmentId, status, observedAt })
    })
  }

  return { latestReport, latest, glances, save }
}
