import type { Actor } from '@lockstep/shared-types/actor'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Clock } from '../../domain/clock.ts'
import { appendAudit } from './audit-store.ts'
import type { Store } from './store.ts'

/** Writes the audit event of a drift check that somebody asked for. The check changes nothing else. */
export const createDriftCheckRecorder =
  (store: Pick<Store, 'db'>, clock: Clock) =>
  async ({ ref, actor }: { readonly ref: EnvironmentRef; readonly actor: Actor }): Promise<void> => {
    await store.db.transaction().execute((transaction) =>
      appendAudit(transaction, {
        at: clock.now().toISOString(),
        actor,
        action: 'drift.check',
        applicationId: ref.applicationId,
        environmentId: ref.environmentId,
        releaseId: null,
        reason: null,
        outcome: 'accepted',
        details: {},
      }),
    )
  }
