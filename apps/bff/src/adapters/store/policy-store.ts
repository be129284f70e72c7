import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { Threshold } from '@lockstep/shared-types/measurement'
import { RolloutPolicy, type PolicyKind } from '@lockstep/shared-types/policy'
import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { NewPolicyVersion, PolicyStore, RefusedChange } from '../../features/policy/ports.ts'
import { appendAudit } from './audit-store.ts'
import { toIso, toJson } from './columns.ts'
import type { LiveEvents } from './live-events.ts'
import type { Executor, Store } from './store.ts'
import type { PolicyVersionTable } from './tables/policy-tables.ts'

const Thresholds = z.array(Threshold)

/** The versions of thresholds and rollout policies. The table's key decides who was first. */
export function createPolicyStore(deps: {
  readonly store: Pick<Store, 'db'>
  readonly liveEvents: Pick<LiveEvents, 'publish'>
}): PolicyStore {
  const { db } = deps.store
  const newest = (ref: EnvironmentRef, kind: PolicyKind) =>
    ofEnvironment(db, ref)
      .selectAll()
      .where('kind', '=', kind)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst()

  return {
    newestThresholds: async (ref) => {
      const row = await newest(ref, 'thresholds')
      return row === undefined ? null : { ...versionOf(row), thresholds: Thresholds.parse(row.body) }
    },
    newestRolloutPolicy: async (ref) => {
      const row = await newest(ref, 'rollout')
      return row === undefined ? null : { ...versionOf(row), policy: RolloutPolicy.parse(row.body) }
    },
    history: async (ref) => {
      const rows = await ofEnvironment(db, ref)
        .select(['kind', 'version', 'changed_by', 'changed_at', 'reason', 'summary'])
        .orderBy('changed_at', 'desc')
        .orderBy('version', 'desc')
        .execute()
      return rows.map((row) => ({ ...versionOf(row), kind: row.kind, summary: row.summary }))
    },
    save: (version) =>
      db.transaction().execute(async (transaction) => {
        if (!(await insert(transaction, version))) return false
        await appendAudit(transaction, auditOf(version))
        const { ref, kind } = version
        await deps.liveEvents.publish(transaction, {
          ...ref,
          type: 'policy.updated',
          kind,
          version: version.version,
        })
        return true
      }),
    refused: async (refused) => {
      await db.transaction().execute((transaction) => appendAudit(transaction, auditOfRefusal(refused)))
    },
  }
}

const ofEnvironment = (executor: Executor, { applicationId, environmentId }: EnvironmentRef) =>
  executor
    .selectFrom('policy_version')
    .where('application_id', '=', applicationId)
    .where('environment_id', '=', environmentId)

/** False when the version is there already. */
async function insert(executor: Executor, version: NewPolicyVersion): Promise<boolean> {
  const { ref } = version
  const { numInsertedOrUpdatedRows = 0n } = await executor
    .insertInto('policy_version')
    .values({
      application_id: ref.applicationId,
      environment_id: ref.environmentId,
      kind: version.kind,
      version: version.version,
      body: toJson(version.body),
      changed_by: toJson(version.changedBy),
      changed_at: version.changedAt,
      reason: version.reason,
      summary: version.summary,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows > 0n
}

const versionOf = (
  row: Pick<Selectable<PolicyVersionTable>, 'version' | 'changed_by' | 'changed_at' | 'reason'>,
) => ({
  version: row.version,
  changedBy: row.changed_by,
  changedAt: toIso(row.changed_at),
  reason: row.reason,
})

const auditOf = ({ ref, kind, body, version, changedBy, changedAt, reason, summary }: NewPolicyVersion) => ({
  ...ref,
  at: changedAt,
  actor: changedBy,
  action: 'policy.change' as const,
  releaseId: null,
  reason,
  outcome: 'accepted' as const,
  details: { kind, version, summary, body },
})

const auditOfRefusal = ({ ref, kind, baseVersion, actor, at, reason, problem }: RefusedChange) => ({
  ...ref,
  at,
  actor,
  action: 'policy.change' as const,
  releaseId: null,
  reason,
  outcome: 'refused' as const,
  details: { kind, baseVersion, problem: problem.code, why: problem.title },
})
