import type { AuditEvent } from '@lockstep/shared-types/audit'
import { auditHash, genesisHash } from './audit-hash.ts'

export type ChainPosition = { readonly seq: number; readonly hash: string }
export const chainStart: ChainPosition = { seq: 0, hash: genesisHash }

export type ChainBreak = { readonly seq: number; readonly reason: string }

/** Follows the chain over `events`, oldest first, from `position`; returns where it stands or where it breaks. */
export function verifyChain(
  events: readonly AuditEvent[],
  position: ChainPosition = chainStart,
): { readonly position: ChainPosition; readonly broken: ChainBreak | null } {
  let at = position
  for (const event of events) {
    const reason = breakOf(event, at)
    if (reason !== null) return { position: at, broken: { seq: event.seq, reason } }
    at = { seq: event.seq, hash: event.hash }
  }
  return { position: at, broken: null }
}

function breakOf(event: AuditEvent, before: ChainPosition): string | null {
  if (event.seq !== before.seq + 1)
    return `Event ${before.seq + 1} is missing: event ${event.seq} follows event ${before.seq}.`
  if (event.previousHash !== before.hash)
    return `Event ${event.seq} does not continue from event ${before.seq}.`
  const { hash, ...content } = event
  return auditHash(content) === hash ? null : `Event ${event.seq} was changed after it was written.`
}
