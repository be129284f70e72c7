import type { Problem } from '@lockstep/shared-types/problem'
import type { Release } from '@lockstep/shared-types/release'
import type { PoolClient } from 'pg'
import { activeReleaseStatuses } from '@lockstep/shared-types/release'
import { fail, ok, type Result } from '../../domain/result.ts'
import { releaseActive } from '../../domain/release/release-active.ts'
import type { NewRelease } from '../../features/releases/ports.ts'
import { appendAudit } from './audit-store.ts'
import { inClientTransaction } from './client-transaction.ts'
import { toJson, toJsonOrNull } from './columns.ts'
import type { LiveEvents } from './live-events.ts'
import { readRelease } from './read-release.ts'
import { endReleaseRow } from './end-release.ts'
import type { Executor, Store } from './store.ts'

export type StartDeps = {
  readonly store: Store
  readonly liveEvents: Pick<LiveEvents, 'publish'>
  /** Puts the release's workflow into the engine's queue, in the transaction of this client. */
  readonly enqueue: (client: PoolClient, releaseId: string) => Promise<void>
}

/** Release, steps, audit event, live event and workflow in one transaction. The database's indexes decide who was first. */
export async function startStoredRelease(deps: StartDeps, started: NewRelease): Promise<Result<Release>> {
  try {
    const release = await inClientTransaction(deps.store, async (transaction, client) => {
      if (started.ends !== null)
        await endReleaseRow(deps, transaction, started.ends.releaseId, {
          status: 'failed',
          outcome: started.ends.outcome,
          failure: started.ends.failure,
          rolledBackBy: started.release.id,
        })
      await insertRelease(transaction, started)
      await markUndone(transaction, started.release)
      await appendAudit(transaction, auditOf(started))
      await deps.liveEvents.publish(transaction, {
        type: 'release.updated',
        applicationId: started.release.applicationId,
        environmentId: started.release.environmentId,
        releaseId: started.release.id,
        status: started.release.status,
      })
      await deps.enqueue(client, started.release.id)
      return await readRelease(transaction, started.release.id)
    })
    return release === null ? fail(vanished) : ok(release)
  } catch (error) {
    switch (violatedIndex(error)) {
      case 'release_one_active':
        return fail(releaseActive(started.release, await findActive(deps.store.db, started.release)))
      case 'release_idempotency': {
        const first = await findByKey(deps.store.db, started.release.requestedBy.id, started.idempotencyKey)
        return first === null ? fail(vanished) : ok(first)
      }
      case null:
        throw error
    }
  }
}

async function insertRelease(executor: Executor, started: NewRelease): Promise<void> {
  const { release } = started
  await executor
    .insertInto('release')
    .values({
      id: release.id,
      application_id: release.applicationId,
      environment_id: release.environmentId,
      kind: release.kind,
      scope: release.scope,
      strategy: release.strategy,
      emergency: started.emergency,
      status: release.status,
      artifact: toJsonOrNull(release.artifact),
      from_artifact: toJsonOrNull(release.from),
      requested_by: toJson(release.requestedBy),
      actor_id: release.requestedBy.id,
      reason: release.reason,
      created_at: release.createdAt,
      outcome: release.outcome,
      plan_id: release.planId,
      invalidation_mode: release.invalidationMode,
      rollback_of: release.rollbackOf,
      overrides: toJson(release.overrides),
      idempotency_key: started.idempotencyKey,
      from_task_definition: started.fromTaskDefinition,
    })
    .execute()
  await executor
    .insertInto('release_step')
    .values(
      release.steps.map((step, position) => ({
        release_id: release.id,
        position,
        id: step.id,
        state: step.state,
        expected_seconds: step.expectedSeconds,
        expected_basis: step.expectedBasis,
        attempt: 0,
      })),
    )
    .execute()
}

/** The undone release points to the newest rollback of it. */
async function markUndone(executor: Executor, { id, rollbackOf }: Release): Promise<void> {
  if (rollbackOf === null) return
  await executor.updateTable('release').set({ rolled_back_by: id }).where('id', '=', rollbackOf).execute()
}

const auditOf = ({ release, action, emergency }: NewRelease) => ({
  at: release.createdAt,
  actor: release.requestedBy,
  action,
  applicationId: release.applicationId,
  environmentId: release.environmentId,
  releaseId: release.id,
  reason: release.reason,
  outcome: 'accepted' as const,
  details: {
    kind: release.kind,
    scope: release.scope,
    emergency,
    artifact: release.artifact,
    from: release.from,
    invalidationMode: release.invalidationMode,
    overrides: release.overrides,
    rollbackOf: release.rollbackOf,
  },
})

/** The release that was started with this key; null when none was. */
export async function findByKey(
  executor: Executor,
  actorId: string,
  idempotencyKey: string,
): Promise<Release | null> {
  const row = await executor
    .selectFrom('release')
    .select('id')
    .where('actor_id', '=', actorId)
    .where('idempotency_key', '=', idempotencyKey)
    .executeTakeFirst()
  return row === undefined ? null : await readRelease(executor, row.id)
}

/** Id of the release that runs in the environment; null when none does. */
export async function findActive(
  executor: Executor,
  ref: { applicationId: string; environmentId: string },
): Promise<string | null> {
  const row = await executor
    .selectFrom('release')
    .select('id')
    .where('application_id', '=', ref.applicationId)
    .where('environment_id', '=', ref.environmentId)
    .where('status', 'in', activeReleaseStatuses)
    .executeTakeFirst()
  return row?.id ?? null
}

function violatedIndex(error: unknown): 'release_one_active' | 'release_idempotency' | null {
  if (typeof error !== 'object' || error === null || !('constraint' in error)) return null
  const { constraint } = error
  return constraint === 'release_one_active' || constraint === 'release_idempotency' ? constraint : null
}

const vanished: Problem = {
  code: 'internal',
  title: 'The release was stored but cannot be read.',
  detail: null,
  remedy: 'Reload the history.',
}
