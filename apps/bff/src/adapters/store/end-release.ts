import type { Problem } from '@lockstep/shared-types/problem'
import { activeReleaseStatuses, type ReleaseStatus } from '@lockstep/shared-types/release'
import { lockstepActor } from '../../domain/release/actors.ts'
import { appendAudit } from './audit-store.ts'
import { toJsonOrNull, toText } from './columns.ts'
import type { LiveEvents } from './live-events.ts'
import type { Executor } from './store.ts'

export type StoredEnd = {
  readonly status: Extract<ReleaseStatus, 'succeeded' | 'failed' | 'aborted'>
  readonly outcome: string
  readonly failure: Problem | null
  readonly rolledBackBy: string | null
  readonly isUnproven?: boolean
}

/** Ends a release that is active, with its audit event; does nothing to one that has ended. */
export async function endReleaseRow(
  { liveEvents }: { readonly liveEvents: Pick<LiveEvents, 'publish'> },
  executor: Executor,
  releaseId: string,
  end: StoredEnd,
): Promise<void> {
  const endedAt = new Date().toISOString()
  const row = await executor
    .updateTable('release')
    .set({
      status: end.status,
      outcome: toText(end.outcome),
      failure: toJsonOrNull(end.failure),
      ended_at: endedAt,
      unproven: end.isUnproven ?? false,
      ...(end.rolledBackBy === null ? {} : { rolled_back_by: end.rolledBackBy }),
    })
    .where('id', '=', releaseId)
    .where('status', 'in', activeReleaseStatuses)
    .returning(['application_id', 'environment_id', 'rollback_of'])
    .executeTakeFirst()
  if (row === undefined) return
  await executor
    .updateTable('release_step')
    .set({ state: 'skipped' })
    .where('release_id', '=', releaseId)
    .where('state', '=', 'pending')
    .execute()
  await appendAudit(executor, {
    at: endedAt,
    actor: lockstepActor,
    action: 'release.end',
    applicationId: row.application_id,
    environmentId: row.environment_id,
    releaseId,
    reason: null,
    outcome: end.status === 'succeeded' ? 'succeeded' : 'failed',
    details: { status: end.status, outcome: end.outcome, problem: end.failure?.code ?? null },
  })
  await liveEvents.publish(executor, {
    type: 'release.updated',
    applicationId: row.application_id,
    environmentId: row.environment_id,
    releaseId,
    status: end.status,
  })
}
