import type { Actor } from '@lockstep/shared-types/actor'
import type { AuditEvent } from '@lockstep/shared-types/audit'
import type { Decision } from '@lockstep/shared-types/decision'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { ReleaseLogEntry } from '@lockstep/shared-types/release'
import type { RolloutDriverId } from '@lockstep/shared-types/rollout'
import type { RolloutState } from './rollout-state.ts'

/** The rollout of one release as it is stored. */
export type RolloutRecord = EnvironmentRef & {
  readonly releaseId: string
  readonly driver: RolloutDriverId
  /** Counts what a person should have seen before changing it; a look that changes nothing does not count. */
  readonly revision: number
  readonly state: RolloutState
  readonly startedAt: string
  readonly updatedAt: string
}

/** Who did what for the audit trail, and how it ended. */
export type RolloutAudit = {
  readonly actor: Actor
  readonly action: Extract<AuditEvent['action'], `rollout.${string}`>
  readonly reason: string | null
  readonly details: Readonly<Record<string, unknown>>
}

/** A line for the log of the release. */
export type RolloutLine = Pick<ReleaseLogEntry, 'level' | 'message'>

/** What becomes of a stored rollout, all of it or nothing. */
export type RolloutChange = {
  readonly state: RolloutState
  /** True when it is something that a person should have seen before the next control. */
  readonly counts: boolean
  /** A decision to keep; null when it is the one that was kept before. */
  readonly decision: Decision | null
  readonly audits: readonly RolloutAudit[]
  readonly lines: readonly RolloutLine[]
}

/** Reads and changes stored rollouts. */
export type RolloutRecords = {
  readonly find: (releaseId: string) => Promise<RolloutRecord | null>
  /** A repeat gets the first one back. */
  readonly create: (record: RolloutRecord) => Promise<RolloutRecord>
  /**
   * Changes it by a rule, which sees it as it is now and which nobody else changes meanwhile; null changes nothing.
   * Gives it as it is then; null when there is none.
   */
  readonly change: (
    releaseId: string,
    rule: (record: RolloutRecord) => RolloutChange | null,
  ) => Promise<RolloutRecord | null>
}
