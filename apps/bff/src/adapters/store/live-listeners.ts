import type { StoredLiveEvent } from './live-events.ts'

export type LiveListener = (stored: StoredLiveEvent) => void

type Source = {
  after(id: number): Promise<readonly StoredLiveEvent[]>
  newest(): Promise<number>
}
/** `lastId` is null until it is known where the store stands: only then does it get events. */
type Subscription = {
  readonly askedFor: number | null
  lastId: number | null
  readonly onEvent: LiveListener
  readonly onMissed: (newestId: number) => void
}

/**
 * Whoever is further behind is told to read everything anew, which costs less than to be told each change: after a
 * restart hundreds of pages may ask at once.
 */
export const replayLimit = 100

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
      if (subscription.lastId === null || stored.id <= subscription.lastId) continue
      subscription.lastId = stored.id
      subscription.onEvent(stored)
    }
  }

  /** One look for all who have come since the last one. */
  async function place(): Promise<void> {
    const waiting = [...subscriptions].filter(({ lastId }) => lastId === null)
    if (waiting.length === 0) return
    const newest = await source.newest()
    for (const subscription of waiting) {
      const { askedFor } = subscription
      // A page may name an event of a store that is gone, such as an earlier demo's: it would wait for it for ever.
      const follows = askedFor !== null && askedFor <= newest && newest - askedFor <= replayLimit
      subscription.lastId = follows ? askedFor : newest
      if (!follows && askedFor !== null) subscription.onMissed(newest)
    }
  }

  async function readOnce(): Promise<void> {
    await place()
    const from = Math.min(...[...subscriptions].flatMap(({ lastId }) => lastId ?? []))
    if (from === Number.POSITIVE_INFINITY) return
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

  function subscribe(
    lastEventId: number | null,
    onEvent: LiveListener,
    onMissed: (newestId: number) => void = () => undefined,
  ): () => void {
    const subscription: Subscription = { askedFor: lastEventId, lastId: null, onEvent, onMissed }
    subscriptions.add(subscription)
    wake()
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
