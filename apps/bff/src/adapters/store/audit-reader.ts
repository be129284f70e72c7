import type { AuditReader } from '../../features/audit/ports.ts'
import { toAuditEvent, verifyAudit } from './audit-store.ts'
import type { Store } from './store.ts'

export function createAuditReader(store: Store): AuditReader {
  return {
    verify: () => verifyAudit(store),
    async list(filter, beforeSeq, limit) {
      let query = store.db.selectFrom('audit_event').selectAll().orderBy('seq', 'desc').limit(limit)
      if (beforeSeq !== null) query = query.where('seq', '<', beforeSeq)
      if (filter.applicationId !== undefined) query = query.where('application_id', '=', filter.applicationId)
      if (filter.environmentId !== undefined) query = query.where('environment_id', '=', filter.environmentId)
      if (filter.releaseId !== undefined) query = query.where('release_id', '=', filter.releaseId)
      if (filter.action !== undefined) query = query.where('action', '=', filter.action)
      if (filter.actorId !== undefined)
        query = query.where((row) => row(row.ref('actor', '->>').key('id'), '=', filter.actorId ?? ''))
      return (await query.execute()).map(toAuditEvent)
    },
  }
}
