import type { Actor } from '@lockstep/shared-types/actor'
import type { AuditAction, AuditEvent } from '@lockstep/shared-types/audit'
import type { JsonColumn, TimeColumn } from '../columns.ts'

export type AuditTable = {
  /** Without gaps: given by the appender, not by a sequence, which would skip on rollback. */
  seq: number
  at: TimeColumn
  actor: JsonColumn<Actor>
  action: AuditAction
  application_id: string | null
  environment_id: string | null
  release_id: string | null
  reason: string | null
  outcome: AuditEvent['outcome']
  details: JsonColumn<Record<string, unknown>>
  previous_hash: string
  hash: string
}

export type AuditTables = { audit_event: AuditTable }
