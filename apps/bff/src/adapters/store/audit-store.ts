import type { AuditEvent } from '@lockstep/shared-types/audit'
import { sql, type Selectable } from 'kysely'
import { auditHash, genesisHash } from '../../domain/audit/audit-hash.ts'
import { chainStart, verifyChain, type ChainBreak } from '../../domain/audit/verify-chain.ts'
import type { NewAuditEvent } from '../../features/audit/ports.ts'
import { toIso, toJson } from './columns.ts'
import type { Executor, Store } from './store.ts'
import type { AuditTable } from './tables/audit-tables.ts'

// One appender at a time, in any process: each event needs the hash of the one before.
const chainLock = 7003

/** Writes the event at the end of the chain, in the transaction of the action that it tells of. */
export async function appendAudit(executor: Executor, event: NewAuditEvent): Promise<AuditEvent> {
  await sql`select pg_advisory_xact_lock(${chainLock})`.execute(executor)
  const last = await executor
    .selectFrom('audit_event')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  // As it will be read back, because that is what the hash is checked against.
  const stored = JSON.parse(toJson(event)) as NewAuditEvent
  const content = { ...stored, seq: (last?.seq ?? 0) + 1, previousHash: last?.hash ?? genesisHash }
  const appended: AuditEvent = { ...content, hash: auditHash(content) }
  await executor
    .insertInto('audit_event')
    .values({
      seq: appended.seq,
      at: appended.at,
      actor: toJson(appended.actor),
      action: appended.action,
      application_id: appended.applicationId,
      environment_id: appended.environmentId,
      release_id: appended.releaseId,
      reason: appended.reason,
      outcome: appended.outcome,
      details: toJson(appended.details),
      previous_hash: appended.previousHash,
      hash: appended.hash,
    })
    .execute()
  return appended
}

/** Follows the whole chain; null when it holds. */
export async function verifyAudit(store: Pick<Store, 'db'>): Promise<ChainBreak | null> {
  let position = chainStart
  for (;;) {
    const rows = await store.db
      .selectFrom('audit_event')
      .selectAll()
      .where('seq', '>', position.seq)
      .orderBy('seq')
      .limit(1000)
      .execute()
    const checked = verifyChain(rows.map(toAuditEvent), position)
    if (checked.broken !== null) return checked.broken
    if (rows.length < 1000) return null
    position = checked.position
  }
}

export function toAuditEvent(row: Selectable<AuditTable>): AuditEvent {
  return {
    seq: row.seq,
    at: toIso(row.at),
    actor: row.actor,
    action: row.action,
    applicationId: row.application_id,
    environmentId: row.environment_id,
    releaseId: row.release_id,
    reason: row.reason,
    outcome: row.outcome,
    details: row.details,
    previousHash: row.previous_hash,
    hash: row.hash,
  }
}
