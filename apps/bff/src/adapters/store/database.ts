import type { AuditTables } from './tables/audit-tables.ts'
import type { IdempotencyTables } from './tables/idempotency-tables.ts'
import type { DriftTables } from './tables/drift-tables.ts'
import type { LiveEventTables } from './tables/live-event-tables.ts'
import type { PublishedFileTables } from './tables/published-file-tables.ts'
import type { PolicyTables } from './tables/policy-tables.ts'
import type { ReleaseTables } from './tables/release-tables.ts'
import type { ReplicaTables } from './tables/replica-tables.ts'
import type { RolloutTables } from './tables/rollout-tables.ts'

/** Every table of ours; the engine keeps its own in the schema `dbos`. */
export type Database = DriftTables &
  ReleaseTables &
  AuditTables &
  LiveEventTables &
  ReplicaTables &
  RolloutTables &
  PolicyTables &
  PublishedFileTables &
  IdempotencyTables
