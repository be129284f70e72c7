import type { AuditPage } from '@lockstep/shared-types/audit'
import { foreignCursor } from '../../domain/request-problems.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { AuditFilter, AuditReader } from './ports.ts'

export type ListAuditInput = AuditFilter & { readonly cursor?: string | undefined; readonly limit: number }

/** A page of audit events, newest first. `bad-request` for a cursor that this list did not hand out. */
export async function listAudit(
  deps: { readonly audit: AuditReader },
  input: ListAuditInput,
): Promise<Result<AuditPage>> {
  const { cursor, limit, ...filter } = input
  if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) return foreignCursor
  const events = await deps.audit.list(filter, cursor === undefined ? null : Number(cursor), limit + 1)
  const shown = events.slice(0, limit)
  const last = shown.at(-1)
  return ok({
    events: [...shown],
    nextCursor: events.length > limit && last !== undefined ? String(last.seq) : null,
  })
}
