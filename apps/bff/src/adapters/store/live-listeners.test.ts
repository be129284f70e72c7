import { afterEach, expect, test } from 'vitest'
import { createLiveListeners, replayLimit } from './live-listeners.ts'
import type { StoredLiveEvent } from './live-events.ts'

const event = {
  type: 'release.updated',
  applicationId: 'shop',
  environmentId: 'production',
  releaseId: 'r1',
  status: 'running',
} as const

const stored: StoredLiveEvent[] = []
const listeners = createLiveListeners(
  {
    after: async (id) => stored.filter((one) => one.id > id),
    newest: async () => stored.at(-1)?.id ?? 0,
  },
  5,
)
afterEach(() => {
  stored.length = 0
  listeners.close()
})

test.each([
  ['an id that this store has not given yet, as after a new start with an empty store', 5_000],
  ['the largest id there can be', Number.MAX_SAFE_INTEGER],
  ['no id', null],
])('a page that reconnects with %s gets what happens from now on', async (_name, lastEventId) => {
  stored.push({ id: 1, event })
  const first = Promise.withResolvers<number>()
  const stop = listeners.subscribe(lastEventId, ({ id }) => first.resolve(id))
  // Published once the listener knows where the store stands.
  setTimeout(() => stored.push({ id: 2, event }), 20)
  expect(await first.promise).toBe(2)
  stop()
})

test('a page that reconnects with an id of this store gets what it missed', async () => {
  stored.push({ id: 1, event }, { id: 2, event })
  const first = Promise.withResolvers<number>()
  const stop = listeners.subscribe(1, ({ id }) => first.resolve(id))
  expect(await first.promise).toBe(2)
  stop()
})

/** What a page that reconnects with `lastEventId` is told first. */
const firstWord = (lastEventId: number | null): Promise<string> => {
  const { promise, resolve } = Promise.withResolvers<string>()
  const stop = listeners.subscribe(
    lastEventId,
    ({ id }) => resolve(`event ${id}`),
    (newest) => resolve(`missed up to ${newest}`),
  )
  return promise.finally(stop)
}

test('a page that missed more than is told again is told so, and goes on from the newest event', async () => {
  for (let id = 1; id <= replayLimit + 2; id += 1) stored.push({ id, event })
  expect(await firstWord(2)).toBe('event 3')
  expect(await firstWord(1)).toBe(`missed up to ${replayLimit + 2}`)
  expect(await firstWord(0)).toBe(`missed up to ${replayLimit + 2}`)
})

test('a page that names an event of another store is told to read anew', async () => {
  stored.push({ id: 1, event })
  expect(await firstWord(5_000)).toBe('missed up to 1')
})

test('what a page has missed is not read for it when it is too much, whoever else reads meanwhile', async () => {
  for (let id = 1; id <= 1_000; id += 1) stored.push({ id, event })
  const seen: number[] = []
  const missed = Promise.withResolvers<number>()
  const stops = [
    listeners.subscribe(0, ({ id }) => seen.push(id), missed.resolve),
    listeners.subscribe(990, () => undefined),
  ]
  expect(await missed.promise).toBe(1_000)
  const next = Promise.withResolvers<number>()
  stops.push(listeners.subscribe(1_000, ({ id }) => next.resolve(id)))
  stored.push({ id: 1_001, event })
  expect(await next.promise).toBe(1_001)
  expect(seen).toEqual([1_001])
  for (const stop of stops) stop()
})

test('a page whose place could not be read because the database was away gets it at the next look', async () => {
  let away = true
  const source = {
    after: async (id: number) => stored.filter((one) => one.id > id),
    newest: async () => {
      if (!away) return stored.at(-1)?.id ?? 0
      away = false
      throw new Error('away')
    },
  }
  const others = createLiveListeners(source, 5)
  stored.push({ id: 1, event }, { id: 2, event })
  const first = Promise.withResolvers<number>()
  others.subscribe(1, ({ id }) => first.resolve(id))
  expect(await first.promise).toBe(2)
  others.close()
})
