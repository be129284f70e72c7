import type { RefusalTrail } from '../../features/releases/ports.ts'
import { appendAudit } from './audit-store.ts'
import type { Store } from './store.ts'

export function createRefusalTrail({ db }: Pick<Store, 'db'>): RefusalTrail {
  return {
    async refused({ action, ref, releaseId, actor, reason, asked, problem }) {
      await db.transaction().execute((transaction) =>
        appendAudit(transaction, {
          at: new Date().toISOString(),
          actor,
          action,
          applicationId: ref.applicationId,
          environmentId: ref.environmentId,
          releaseId,
          reason,
          outcome: 'refused',
          details: {
            ...asked,
            problem: problem.code,
            why: problem.title,
            ...(problem.releaseId === undefined ? {} : { activeRelease: problem.releaseId }),
          },
        }),
      )
    },
  }
}
