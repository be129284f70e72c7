import type { Release } from '@lockstep/shared-types/release'
import { releaseActions } from '@lockstep/shared-types/release-actions'
import type { StoreReleases } from '../../features/releases/ports.ts'
import type { StepHistory } from '../../domain/release/expected-durations.ts'
import { appendAudit } from './audit-store.ts'
import { toJson, toText } from './columns.ts'
import { createEndedReleases } from './ended-releases.ts'
import { readRelease } from './read-release.ts'
import { createRefusalTrail } from './release-refusal.ts'
import { toLogEntry, toSummary } from './release-rows.ts'
import { findActive, findByKey, startStoredRelease, type StartDeps } from './start-release.ts'
import type { Executor } from './store.ts'

/** Releases and plans as the verbs need them. */
export function createReleaseStore(deps: StartDeps): StoreReleases {
  const { db } = deps.store

  const publish = async (executor: Executor, release: Release): Promise<void> => {
    const { applicationId, environmentId, id: releaseId, status } = release
    await deps.liveEvents.publish(executor, {
      type: 'release.updated',
      applicationId,
      environmentId,
      releaseId,
      status,
    })
  }

  return {
    ...createEndedReleases(deps.store),
    ...createRefusalTrail(deps.store),
    start: (release) => startStoredRelease(deps, release),
    findByKey: (actorId, key) => findByKey(db, actorId, key),
    activeReleaseId: (ref) => findActive(db, ref),
    get: (releaseId) => readRelease(db, releaseId),

    async savePlan({ plan, request, basis }) {
      await db
        .insertInto('plan')
        .values({
          id: plan.id,
          application_id: plan.applicationId,
          environment_id: plan.environmentId,
          request: toJson(request),
          plan: toJson(plan),
          basis: toJson(basis),
          created_at: plan.computedAt,
          expires_at: plan.expiresAt,
        })
        .execute()
    },

    async getPlan(planId) {
      const row = await db.selectFrom('plan').selectAll().where('id', '=', planId).executeTakeFirst()
      return row === undefined ? null : { plan: row.plan, request: row.request, basis: row.basis }
    },

    async list(query, beforeId) {
      let rows = db.selectFrom('release').selectAll().orderBy('id', 'desc').limit(query.limit)
      if (query.application !== undefined) rows = rows.where('application_id', '=', query.application)
      if (query.environment !== undefined) rows = rows.where('environment_id', '=', query.environment)
      if (query.status !== undefined) rows = rows.where('status', '=', query.status)
      if (query.kind !== undefined) rows = rows.where('kind', '=', query.kind)
      if (beforeId !== null) rows = rows.where('id', '<', beforeId)
      return (await rows.execute()).map(toSummary)
    },

    async log(releaseId, after, limit) {
      const rows = await db
        .selectFrom('release_log')
        .select(['seq', 'release_id', 'at', 'source', 'level', 'step', 'message'])
        .where('release_id', '=', releaseId)
        .where('seq', '>', after)
        .orderBy('seq')
        .limit(limit)
        .execute()
      return rows.map(toLogEntry)
    },

    requestAbort: (releaseId, actor, reason) =>
      db.transaction().execute(async (transaction) => {
        const changed = await transaction
          .updateTable('release')
          .set({ abort_requested: true, status: 'aborting', outcome: `${actor.name} aborts it: ${reason}` })
          .where('id', '=', releaseId)
          .where('status', 'in', releaseActions.abort)
          .executeTakeFirst()
        const release = await readRelease(transaction, releaseId)
        if (changed.numUpdatedRows === 0n || release === null) return false
        await appendAudit(transaction, {
          ...auditSubject(release),
          actor,
          reason,
          action: 'release.abort',
          details: {},
        })
        await publish(transaction, release)
        return true
      }),

    decide: (releaseId, actor, decision, reason) =>
      db.transaction().execute(async (transaction) => {
        const changed = await transaction
          .updateTable('release')
          .set({ decision, decision_reason: toText(reason) })
          .where('id', '=', releaseId)
          .where('status', 'in', releaseActions.decide)
          .where('decision', 'is', null)
          .executeTakeFirst()
        const release = await readRelease(transaction, releaseId)
        if (changed.numUpdatedRows === 0n || release === null) return false
        const details = { decision }
        await appendAudit(transaction, {
          ...auditSubject(release),
          actor,
          reason,
          action: 'release.decide',
          details,
        })
        await publish(transaction, release)
        return true
      }),

    async stepHistory(ref) {
      const rows = await db
        .selectFrom('release_step')
        .innerJoin('release', 'release.id', 'release_step.release_id')
        .select(['release_step.id', 'release_step.started_at', 'release_step.ended_at'])
        .where('release.application_id', '=', ref.applicationId)
        .where('release.environment_id', '=', ref.environmentId)
        .where('release.status', '=', 'succeeded')
        .where('release_step.state', '=', 'succeeded')
        .orderBy('release.id', 'desc')
        .limit(240)
        .execute()
      const history: { [Step in keyof StepHistory]: number[] } = {}
      for (const { id, started_at, ended_at } of rows) {
        if (started_at === null || ended_at === null) continue
        const seconds = (ended_at.getTime() - started_at.getTime()) / 1000
        ;(history[id] ??= []).push(seconds)
      }
      return history
    },
  }
}

const auditSubject = (release: Release) => ({
  at: new Date().toISOString(),
  applicationId: release.applicationId,
  environmentId: release.environmentId,
  releaseId: release.id,
  outcome: 'accepted' as const,
})
