import type { AuditEvent } from '@lockstep/shared-types/audit'
import type { ChainBreak } from '../../domain/audit/verify-chain.ts'

/** An event before it has its place in the chain. */
export type NewAuditEvent = Omit<AuditEvent, 'seq' | 'hash' | 'previousHash'>

export type AuditFilter = {
  readonly applicationId?: string | undefined
  readonly environmentId?: string | undefined
  readonly releaseId?: string | undefined
  readonly action?: AuditEvent['action'] | undefined
  readonly actorId?: string | undefined
}

export interface AuditReader {
  /** Events before `beforeSeq` (null: from the end), newest first. */
  list(filter: AuditFilter, beforeSeq: number | null, limit: number): Promise<readonly AuditEvent[]>
  /** Where the chain is broken; null when it holds. */
  verify(): Promise<ChainBreak | null>
}
