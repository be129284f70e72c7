import type { LiveEvent } from '@lockstep/shared-types/live-event'
import { sql } from 'kysely'
import { toJson } from './columns.ts'
import { createLiveListeners, type LiveListener } from './live-listeners.ts'
import { createNotifyListener } from './notify-listener.ts'
import type { Executor, Store } from './store.ts'

export type StoredLiveEvent = { readonly id: number; readonly event: LiveEvent }

export type LiveEvents = {
  /** Stores the events, in their order; with a transaction they are seen when, and only if, that commits. */
  publish(executor: Executor, ...events: readonly LiveEvent[]): Promise<void>
  /** Events after `id`, oldest first, at most 500. */
  after(id: number): Promise<readonly StoredLiveEvent[]>
  /**
   * Calls `onEvent` for each event after `lastEventId` (null: from now on), in order, until the returned function is
   * called. Where too many have been missed since, or the store knows no such event, it calls `onMissed` with the
   * newest id instead and goes on from there.
   */
  subscribe(
    lastEventId: number | null,
    onEvent: LiveListener,
    onMissed?: (newestId: number) => void,
  ): () => void
  /** Forgets events older than `seconds`. */
  prune(seconds: number): Promise<void>
  close(): Promise<void>
}

const channel = 'lockstep_live'
// Commits must happen in the order of ids, else a reader that has seen id 8 would never ask for a late 7.
const orderLock = 7002

/** The events that open pages follow. Every replica serves all of them, whichever replica published. */
export function createLiveEvents(
  store: Store,
  options: { readonly pollMilliseconds: number } = { pollMilliseconds: 2000 },
): LiveEvents {
  const after = async (id: number) => {
    const rows = await store.db
      .selectFrom('live_event')
      .select(['id', 'payload'])
      .where('id', '>', id)
      .orderBy('id')
      .limit(500)
      .execute()
    return rows.map((row) => ({ id: Number(row.id), event: row.payload }))
  }
  const newest = async () => {
    const row = await store.db
      .selectFrom('live_event')
      .select(sql<string | null>`max(id)`.as('id'))
      .executeTakeFirst()
    return Number(row?.id ?? 0)
  }
  const listeners = createLiveListeners({ after, newest }, options.pollMilliseconds)
  const notify = store.embedded ? null : createNotifyListener(store.pool, channel, listeners.wake)

  return {
    after,
    subscribe: listeners.subscribe,
    async publish(executor, ...events) {
      if (events.length === 0) return
      if (!store.embedded) await sql`select pg_advisory_xact_lock(${orderLock})`.execute(executor)
      await executor
        .insertInto('live_event')
        .values(events.map((event) => ({ at: new Date().toISOString(), payload: toJson(event) })))
        .execute()
      // Embedded: the read that this wakes waits for the one connection, thus until the transaction has ended.
      if (store.embedded) listeners.wake()
      else await sql`select pg_notify(${channel}, '')`.execute(executor)
    },
    async prune(seconds) {
      const before = new Date(Date.now() - seconds * 1000).toISOString()
      await store.db.deleteFrom('live_event').where('at', '<', new Date(before)).execute()
    },
    async close() {
      listeners.close()
      await notify?.close()
    },
  }
}
