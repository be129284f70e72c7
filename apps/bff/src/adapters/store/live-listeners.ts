import type { StoredLiveEvent } from './live-events.ts'

export type LiveListener = (stored: StoredLiveEvent) => void

type Source = {
  after(id: number): Promise<readonly StoredLiveEvent[]>
  newest(): Promise<number>
}
type Subscription = { lastId: number; readonly onEvent: LiveListener }

/**
 * One reader for all listeners of this process: woken when something was published, and every
 * `pollMilliseconds` while anybody listens, because a notification can be lost with its connection.
 */
export function createLiveListeners(source: Source, pollMilliseconds: number) {
  const subscriptions = new Set<Subscription>()
  let position: number | null = null
  let reading = false
  let again = false
  let timer: NodeJS.Timeout | null = null

  const deliver = (stored: StoredLiveEvent, to: Iterable<Subscription>) => {
    for (const subscription of to) {
      if (stored.id <= subscription.lastId) continue
      subscription.lastId = stored.id
      subscription.onEvent(stored)
    }
  }

  async function readOnce(): Promise<void> {
    const from = Math.min(...[...subscriptions].map((subscription) => subscription.lastId))
    for (let id = Math.min(from, position ?? from); ;) {
      const batch = await source.after(id)
      for (const stored of batch) deliver(stored, subscriptions)
      id = batch.at(-1)?.id ?? id
      position = id
      if (batch.length < 500) return
    }
  }

  async function read(): Promise<void> {
    if (reading) {
      again = true
      return
    }
    reading = true
    try {
      do {
        again = false
        if (subscriptions.size > 0) await readOnce()
      } while (again)
    } catch {
      // The database was away; the next poll reads on from the same place.
    } finally {
      reading = false
    }
  }

  const wake = () => {
    if (subscriptions.size > 0) void read()
  }

  function subscribe(lastEventId: number | null, onEvent: LiveListener): () => void {
    const subscription: Subscription = { lastId: lastEventId ?? Number.MAX_SAFE_INTEGER, onEvent }
    const begin = async () => {
      const newest = await source.newest()
      // A page may name an event of a store that is gone, such as an earlier demo's: it would wait for it for ever.
      if (lastEventId === null || lastEventId > newest) subscription.lastId = newest
      wake()
    }
    subscriptions.add(subscription)
    void begin().catch(() => undefined)
    timer ??= setInterval(wake, pollMilliseconds).unref()
    return () => {
      subscriptions.delete(subscription)
      if (subscriptions.size > 0 || timer === null) return
      clearInterval(timer)
      timer = null
    }
  }

  const close = () => {
    subscriptions.clear()
    if (timer !== null) clearInterval(timer)
    timer = null
  }
  return { wake, subscribe, close }
}
