import { activeReleaseStatuses, type ReleaseStatus } from '@lockstep/shared-types/release'
import { sql } from 'kysely'
import type { ReleaseJournal } from '../../workflows/ports.ts'
import { toIso, toJson, toJsonOrNull, toText, toTextOrNull } from './columns.ts'
import { endReleaseRow } from './end-release.ts'
import type { LiveEvents } from './live-events.ts'
import { readRelease } from './read-release.ts'
import { writeReleaseLog } from './release-log.ts'
import type { Executor, Store } from './store.ts'

export type JournalDeps = { readonly store: Store; readonly liveEvents: Pick<LiveEvents, 'publish'> }

type Ref = { applicationId: string; environmentId: string; status: ReleaseStatus }

/** What a running release writes down. Every write and its live event are one transaction. */
export function createReleaseJournal(deps: JournalDeps): ReleaseJournal {
  const { db } = deps.store

  const refOf = async (executor: Executor, releaseId: string): Promise<Ref> => {
    const row = await executor
      .selectFrom('release')
      .select(['application_id', 'environment_id', 'status'])
      .where('id', '=', releaseId)
      .executeTakeFirstOrThrow()
    return { applicationId: row.application_id, environmentId: row.environment_id, status: row.status }
  }
  const write = <T>(releaseId: string, change: (executor: Executor) => Promise<T>): Promise<T> =>
    db.transaction().execute(async (transaction) => {
      const result = await change(transaction)
      const { applicationId, environmentId, status } = await refOf(transaction, releaseId)
      const event = { type: 'release.updated', applicationId, environmentId, releaseId, status } as const
      await deps.liveEvents.publish(transaction, event)
      return result
    })
  const step = (executor: Executor, releaseId: string, id: string) =>
    executor.updateTable('release_step').where('release_id', '=', releaseId).where(sql.ref('id'), '=', id)

  return {
    async load(releaseId) {
      const row = await db
        .selectFrom('release')
        .innerJoin('plan', 'plan.id', 'release.plan_id')
        .select(['plan.plan', 'plan.basis', 'release.task_definition'])
        .where('release.id', '=', releaseId)
        .executeTakeFirst()
      const release = row === undefined ? null : await readRelease(db, releaseId)
      if (row === undefined || release === null) return null
      return { release, plan: row.plan, basis: row.basis, taskDefinitionArn: row.task_definition }
    },

    async control(releaseId) {
      const row = await db
        .selectFrom('release')
        .select(['abort_requested', 'decision', 'decision_reason'])
        .where('id', '=', releaseId)
        .executeTakeFirstOrThrow()
      return {
        abortRequested: row.abort_requested,
        decision: row.decision,
        decisionReason: row.decision_reason,
      }
    },

    async abortedBy(releaseId) {
      const { applicationId, environmentId } = await refOf(db, releaseId)
      const row = await db
        .selectFrom('audit_event')
        .select(['actor', 'reason'])
        .where('application_id', '=', applicationId)
        .where('environment_id', '=', environmentId)
        .where('release_id', '=', releaseId)
        .where('action', '=', 'release.abort')
        .where('outcome', '=', 'accepted')
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row === undefined ? null : { name: row.actor.name, reason: row.reason }
    },

    async setStatus(releaseId, status, outcome) {
      await write(releaseId, (executor) =>
        executor
          .updateTable('release')
          .set({ status, outcome: toText(outcome) })
          .where('id', '=', releaseId)
          .where(
            'status',
            'in',
            activeReleaseStatuses.filter((active) => (active === 'aborting') === (status === 'aborting')),
          )
          .execute(),
      )
    },

    startStep: (releaseId, id) =>
      write(releaseId, async (executor) => {
        const row = await step(executor, releaseId, id)
          .set((column) => ({
            state: 'running',
            attempt: column('attempt', '+', 1),
            started_at: sql`coalesce(started_at, ${new Date().toISOString()})`,
          }))
          .returning('started_at')
          .executeTakeFirstOrThrow()
        return toIso(row.started_at ?? new Date())
      }),

    async updateStep(releaseId, id, { detail, progress }) {
      await write(releaseId, (executor) =>
        step(executor, releaseId, id)
          .set({ detail: toTextOrNull(detail), progress: toJsonOrNull(progress) })
          .execute(),
      )
    },

    async retryStep(releaseId, id, detail) {
      await write(releaseId, (executor) =>
        step(executor, releaseId, id)
          .set((column) => ({ attempt: column('attempt', '+', 1), detail: toTextOrNull(detail) }))
          .execute(),
      )
    },

    async endStep(releaseId, id, state, failure) {
      await write(releaseId, (executor) =>
        step(executor, releaseId, id)
          .set({ state, failure: toJsonOrNull(failure), ended_at: new Date().toISOString() })
          .execute(),
      )
    },

    async log(releaseId, entries) {
      if (entries.length === 0) return
      await db
        .transaction()
        .execute((transaction) =>
          writeReleaseLog(deps, transaction, releaseId, () => refOf(transaction, releaseId), entries),
        )
    },

    async setTaskDefinition(releaseId, arn) {
      await db.updateTable('release').set({ task_definition: arn }).where('id', '=', releaseId).execute()
    },

    async keepServiceBefore(releaseId, service, before) {
      const row = await db
        .updateTable('release')
        // What stands on the right wins: what was kept first.
        .set({
          service_before: sql`${toJson({ [service]: before })}::jsonb || coalesce(service_before, '{}'::jsonb)`,
        })
        .where('id', '=', releaseId)
        .returning('service_before')
        .executeTakeFirstOrThrow()
      return row.service_before?.[service] ?? before
    },

    async active() {
      const rows = await db
        .selectFrom('release')
        .select('id')
        .where('status', 'in', activeReleaseStatuses)
        .execute()
      return rows.map((row) => row.id)
    },

    async end(releaseId, end) {
      await db
        .transaction()
        .execute((transaction) => endReleaseRow(deps, transaction, releaseId, { ...end, rolledBackBy: null }))
    },
  }
}
