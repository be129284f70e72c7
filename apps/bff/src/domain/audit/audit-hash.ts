import { createHash } from 'node:crypto'
import type { AuditEvent } from '@lockstep/shared-types/audit'
import { canonicalJson } from './canonical-json.ts'

/** The hash before the first event. */
export const genesisHash = '0'.repeat(64)

/** sha256 over the previous event's hash and this event's content, so that no event can change, vanish or move unseen. */
export function auditHash(event: Omit<AuditEvent, 'hash'>): string {
  const { previousHash, ...content } = event
  return createHash('sha256').update(previousHash).update('\n').update(canonicalJson(content)).digest('hex')
}
