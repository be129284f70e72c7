import type { Release, ReleaseLogEntry, ReleaseStep, ReleaseSummary } from '@lockstep/shared-types/release'
import type { Selectable } from 'kysely'
import { etaSeconds } from '../../domain/release/eta.ts'
import { toIso, toIsoOrNull } from './columns.ts'
import type { ReleaseLogTable, ReleaseStepTable, ReleaseTable } from './tables/release-tables.ts'

/** What a summary is made of. */
export const summaryColumns = [
  'id',
  'application_id',
  'environment_id',
  'kind',
  'scope',
  'strategy',
  'status',
  'artifact',
  'from_artifact',
  'requested_by',
  'reason',
  'created_at',
  'ended_at',
  'outcome',
] as const

export function toSummary(
  row: Pick<Selectable<ReleaseTable>, (typeof summaryColumns)[number]>,
): ReleaseSummary {
  return {
    id: row.id,
    applicationId: row.application_id,
    environmentId: row.environment_id,
    kind: row.kind,
    scope: row.scope,
    strategy: row.strategy,
    status: row.status,
    artifact: row.artifact,
    from: row.from_artifact,
    requestedBy: row.requested_by,
    reason: row.reason,
    createdAt: toIso(row.created_at),
    endedAt: toIsoOrNull(row.ended_at),
    outcome: row.outcome,
  }
}

export function toStep(row: Selectable<ReleaseStepTable>): ReleaseStep {
  return {
    id: row.id,
    state: row.state,
    startedAt: toIsoOrNull(row.started_at),
    endedAt: toIsoOrNull(row.ended_at),
    expectedSeconds: row.expected_seconds,
    expectedBasis: row.expected_basis,
    attempt: row.attempt,
    progress: row.progress,
    detail: row.detail,
    failure: row.failure,
  }
}

export function toRelease(row: Selectable<ReleaseTable>, steps: ReleaseStep[], now: Date): Release {
  return {
    ...toSummary(row),
    planId: row.plan_id,
    invalidationMode: row.invalidation_mode,
    steps,
    failure: row.failure,
    etaSeconds: row.ended_at === null ? etaSeconds(steps, now) : null,
    rolledBackBy: row.rolled_back_by,
    rollbackOf: row.rollback_of,
    overrides: row.overrides,
  }
}

export function toLogEntry(row: Selectable<Omit<ReleaseLogTable, 'once_key'>>): ReleaseLogEntry {
  return {
    seq: Number(row.seq),
    releaseId: row.release_id,
    at: toIso(row.at),
    source: row.source,
    level: row.level,
    step: row.step,
    message: row.message,
  }
}
