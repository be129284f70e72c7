import type { TimeColumn } from '../columns.ts'

export type IdempotencyTable = {
  actor_id: string
  key: string
  /** Hash of method, path and body of the first request. */
  fingerprint: string
  claimed_at: TimeColumn
  /** The answer; null while the first request is being worked on. */
  status: number | null
  content_type: string | null
  body: string | null
}

export type IdempotencyTables = { idempotency_key: IdempotencyTable }
