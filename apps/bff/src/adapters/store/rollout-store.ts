import { sql, type Selectable } from 'kysely'
import type { RolloutChange, RolloutRecord, RolloutRecords } from '../../domain/rollout/rollout-record.ts'
import type { StoreRollouts } from '../../features/rollouts/ports.ts'
import { appendAudit } from './audit-store.ts'
import { toIso, toJson } from './columns.ts'
import type { LiveEvents } from './live-events.ts'
import { writeReleaseLog } from './release-log.ts'
import { readRolloutState } from './rollout-state-json.ts'
import type { Executor, Store } from './store.ts'
import type { RolloutTable } from './tables/rollout-tables.ts'

export type RolloutStore = RolloutRecords & StoreRollouts

export type RolloutStoreDeps = {
  readonly store: Store
  readonly liveEvents: Pick<LiveEvents, 'publish'>
  readonly now: () => Date
}

/** Rollouts in the database. A change, its decision, audit events, log lines and live event are one transaction. */
export function createRolloutStore(deps: RolloutStoreDeps): RolloutStore {
  const { db } = deps.store

  const publish = (executor: Executor, { state, ...record }: RolloutRecord): Promise<void> =>
    deps.liveEvents.publish(executor, {
      type: 'rollout.updated',
      applicationId: record.applicationId,
      environmentId: record.environmentId,
      releaseId: record.releaseId,
      revision: record.revision,
      phase: state.phase,
    })

  return {
    async find(releaseId) {
      const row = await db
        .selectFrom('rollout')
        .selectAll()
        .where('release_id', '=', releaseId)
        .executeTakeFirst()
      return row === undefined ? null : toRecord(row)
    },

    async newest(ref) {
      const row = await db
        .selectFrom('rollout')
        .selectAll()
        .where('application_id', '=', ref.applicationId)
        .where('environment_id', '=', ref.environmentId)
        // The clock may have been set back: one that runs comes before all that have ended.
        .orderBy(sql`phase = 'ended'`)
        .orderBy('started_at', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row === undefined ? null : toRecord(row)
    },

    async decisions(releaseId, beforeSeq, limit) {
      let rows = db
        .selectFrom('rollout_decision')
        .select('decision')
        .where('release_id', '=', releaseId)
        .orderBy('seq', 'desc')
        .limit(limit)
      if (beforeSeq !== null) rows = rows.where('seq', '<', beforeSeq)
      return (await rows.execute()).map(({ decision }) => decision)
    },

    async refused({ ref, releaseId, problem, details, ...audit }) {
      await db.transaction().execute((transaction) =>
        appendAudit(transaction, {
          ...audit,
          at: deps.now().toISOString(),
          applicationId: ref.applicationId,
          environmentId: ref.environmentId,
          releaseId,
          outcome: 'refused',
          details: { ...details, problem: problem.code, why: problem.title },
        }),
      )
    },

    create: (record) =>
      db.transaction().execute(async (transaction) => {
        const inserted = await transaction
          .insertInto('rollout')
          .values({
            release_id: record.releaseId,
            application_id: record.applicationId,
            environment_id: record.environmentId,
            driver: record.driver,
            revision: record.revision,
            phase: record.state.phase,
            state: toJson(record.state),
            started_at: record.startedAt,
            updated_at: record.updatedAt,
          })
          .onConflict((conflict) => conflict.column('release_id').doNothing())
          .executeTakeFirst()
        if (inserted.numInsertedOrUpdatedRows === 1n) await publish(transaction, record)
        return (await locked(transaction, record.releaseId)) ?? record
      }),

    change: (releaseId, rule) =>
      db.transaction().execute(async (transaction) => {
        const record = await locked(transaction, releaseId)
        const change = record === null ? null : rule(record)
        if (record === null || change === null) return record
        const changed: RolloutRecord = {
          ...record,
          revision: record.revision + (change.counts ? 1 : 0),
          state: change.state,
          updatedAt: deps.now().toISOString(),
        }
        await transaction
          .updateTable('rollout')
          .set({
            revision: changed.revision,
            phase: changed.state.phase,
            state: toJson(changed.state),
            updated_at: changed.updatedAt,
          })
          .where('release_id', '=', releaseId)
          .execute()
        await writeBeside(transaction, changed, change)
        if (isNews(record, changed, change)) await publish(transaction, changed)
        return changed
      }),
  }

  async function writeBeside(
    transaction: Executor,
    record: RolloutRecord,
    { decision, audits, lines }: RolloutChange,
  ): Promise<void> {
    const { releaseId, applicationId, environmentId, updatedAt: at } = record
    if (decision !== null)
      await transaction
        .insertInto('rollout_decision')
        .values({
          release_id: releaseId,
          seq: decision.seq,
          at: decision.at,
          decision: toJson(decision),
        })
        .onConflict((conflict) => conflict.columns(['release_id', 'seq']).doNothing())
        .execute()
    for (const audit of audits)
      // One after the other: each event's hash covers the one before it.
      await appendAudit(transaction, {
        ...audit,
        at,
        applicationId,
        environmentId,
        releaseId,
        outcome: 'accepted',
      })
    await writeReleaseLog(
      deps,
      transaction,
      releaseId,
      () => Promise.resolve({ applicationId, environmentId }),
      lines.map((line) => ({ ...line, source: 'rollout', step: 'rollout', onceKey: null })),
    )
  }
}

/**
 * What an open page must show at once. A look that only moves ages and countdowns on is none: pages count time themselves,
 * and read a rollout that runs again every few seconds.
 */
const isNews = (
  before: RolloutRecord,
  after: RolloutRecord,
  { counts, decision, audits, lines }: RolloutChange,
): boolean =>
  counts ||
  decision !== null ||
  audits.length + lines.length > 0 ||
  before.state.phase !== after.state.phase ||
  before.state.appliedPercent !== after.state.appliedPercent ||
  before.state.gate?.state !== after.state.gate?.state ||
  before.state.problem?.code !== after.state.problem?.code ||
  before.state.end?.offAt !== after.state.end?.offAt ||
  before.state.end?.acceptedAt !== after.state.end?.acceptedAt ||
  before.state.end?.probes.length !== after.state.end?.probes.length

async function locked(executor: Executor, releaseId: string): Promise<RolloutRecord | null> {
  const row = await executor
    .selectFrom('rollout')
    .selectAll()
    .where('release_id', '=', releaseId)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? null : toRecord(row)
}

const toRecord = (row: Selectable<RolloutTable>): RolloutRecord => ({
  releaseId: row.release_id,
  applicationId: row.application_id,
  environmentId: row.environment_id,
  driver: row.driver,
  revision: row.revision,
  state: readRolloutState(row.state),
  startedAt: toIso(row.started_at),
  updatedAt: toIso(row.updated_at),
})
