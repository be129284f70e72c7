import { afterEach, expect, test } from 'vitest'
import { createLiveListeners } from './live-listeners.ts'
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
