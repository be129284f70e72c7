import type { ChainBreak } from '../../domain/audit/verify-chain.ts'
import type { AuditReader } from './ports.ts'

export type AuditVerification =
  | { readonly state: 'intact' }
  | { readonly state: 'broken'; readonly at: ChainBreak }

/** Follows the hash chain over every audit event ever written. */
export async function verifyAudit(deps: { readonly audit: AuditReader }): Promise<AuditVerification> {
  const broken = await deps.audit.verify()
  return broken === null ? { state: 'intact' } : { state: 'broken', at: broken }
}
