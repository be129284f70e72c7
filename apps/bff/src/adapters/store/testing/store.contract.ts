import type { LiveEvent } from '@lockstep/shared-types/live-event'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { NewAuditEvent } from '../../../features/audit/ports.ts'
import { createAuditReader } from '../audit-reader.ts'
import { appendAudit, verifyAudit } from '../audit-store.ts'
import { createLiveEvents, type LiveEvents } from '../live-events.ts'
import type { Store } from '../store.ts'

const auditEvent = (reason: string): NewAuditEvent => ({
  at: '2026-11-20T13:00:00.123Z',
  actor: { id: 'ana', name: 'Ana', kind: 'person' },
  action: 'release.start',
  applicationId: 'shop',
  environmentId: 'production',
  releaseId: null,
  reason,
  outcome: 'accepted',
  details: { b: [1, { z: null, a: 1.5 }], a: 'ü' },
})

const driftEvent = (environmentId: string): LiveEvent => ({
  type: 'drift.updated',
  applicationId: 'shop',
  environmentId,
  status: 'ok',
  observedAt: '2026-11-20T13:00:00.000Z',
})

/** What holds on every database: run it against the embedded one and a server. */
export function storeContract(open: () => Promise<Store>): void {
  describe('as a store', () => {
    let store: Store
    let live: LiveEvents
    beforeAll(async () => {
      store = await open()
      live = createLiveEvents(store, { pollMilliseconds: 60_000 })
    }, 60_000)
    afterAll(async () => {
      await live.close()
      await store.close()
    })

    test('keeps audit events in a chain that verifies, also when many append at once', async () => {
      const append = (reason: string) =>
        store.db.transaction().execute((transaction) => appendAudit(transaction, auditEvent(reason)))
      const events = await Promise.all(['one', 'two', 'three', 'four'].map(append))
      expect(events.map((event) => event.seq).toSorted()).toEqual([1, 2, 3, 4])
      expect(await verifyAudit(store)).toBeNull()
    })

    test('keeps an audit event that tells of text no database takes, and its chain still verifies', async () => {
      const odd = { ...auditEvent('half \ud800'), details: { outcome: 'The page says v1\u0000.' } }
      const undo = new Error('the other tests count events')
      const checked = store.db.transaction().execute(async (transaction) => {
        await appendAudit(transaction, odd)
        expect(await verifyAudit({ db: transaction })).toBeNull()
        throw undo
      })
      await expect(checked).rejects.toBe(undo)
    })

    test('refuses to change or delete an audit event', async () => {
      await expect(sql`update audit_event set reason = 'other'`.execute(store.db)).rejects.toThrow(
        'append-only',
      )
      await expect(sql`delete from audit_event`.execute(store.db)).rejects.toThrow('append-only')
      await expect(sql`truncate audit_event`.execute(store.db)).rejects.toThrow('append-only')
    })

    test('lists audit events newest first by filter', async () => {
      const reader = createAuditReader(store)
      const newest = await reader.list({ actorId: 'ana', environmentId: 'production' }, null, 2)
      expect(newest.map((event) => event.seq)).toEqual([4, 3])
      expect((await reader.list({}, 3, 10)).map((event) => event.seq)).toEqual([2, 1])
      expect(await reader.list({ actorId: 'ben' }, null, 10)).toEqual([])
    })

    test('notices an audit event that was changed behind the trigger', async () => {
      await sql`alter table audit_event disable trigger audit_event_append_only`.execute(store.db)
      await sql`update audit_event set reason = 'forged' where seq = 2`.execute(store.db)
      expect(await verifyAudit(store)).toMatchObject({ seq: 2 })
    })

    test('delivers live events to a listener in order, once their transaction has committed', async () => {
      const seen: string[] = []
      const three = Promise.withResolvers<void>()
      const stop = live.subscribe(0, ({ event }) => {
        seen.push(event.environmentId)
        if (seen.length === 3) three.resolve()
      })
      await store.db.transaction().execute(async (transaction) => {
        await live.publish(transaction, driftEvent('one'))
        await live.publish(transaction, driftEvent('two'))
      })
      await store.db
        .transaction()
        .execute(async (transaction) => {
          await live.publish(transaction, driftEvent('never'))
          throw new Error('rolled back')
        })
        .catch(() => undefined)
      await store.db.transaction().execute((transaction) => live.publish(transaction, driftEvent('three')))
      await three.promise
      stop()
      expect(seen).toEqual(['one', 'two', 'three'])
    })

    test('resumes after the last event that a page has seen', async () => {
      const all = await live.after(0)
      const resumed = Promise.withResolvers<string>()
      const stop = live.subscribe(all[1]?.id ?? 0, ({ event }) => resumed.resolve(event.environmentId))
      expect(await resumed.promise).toBe('three')
      stop()
    })

    test('forgets live events by age', async () => {
      await live.prune(3600)
      expect(await live.after(0)).toHaveLength(3)
      await live.prune(-60)
      expect(await live.after(0)).toEqual([])
    })
  })
}
