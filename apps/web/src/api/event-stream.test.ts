import { expect, test } from 'vitest'
import { openEventStream, type EventSourceLike } from './event-stream.ts'

class FakeSource extends EventTarget implements EventSourceLike {
  readyState = 0
  close() {
    this.readyState = 2
  }
}

const createWorld = () => {
  const sources: FakeSource[] = []
  const waiting: { callback: () => void; milliseconds: number }[] = []
  const seen: string[] = []
  const close = openEventStream({
    open: () => {
      const source = new FakeSource()
      sources.push(source)
      return source
    },
    onMessage: ({ data }) => seen.push(data),
    onConnected: (connected) => seen.push(connected ? 'connected' : 'lost'),
    onGap: () => seen.push('gap'),
    later: (callback, milliseconds) => {
      const entry = { callback, milliseconds }
      waiting.push(entry)
      return () => void waiting.splice(waiting.indexOf(entry), 1)
    },
    random: () => 0.5,
  })
  const current = () => {
    const source = sources.at(-1)
    if (source === undefined) throw new Error('no source was opened')
    return source
  }
  const open = () => current().dispatchEvent(new Event('open'))
  const lose = () => current().dispatchEvent(new Event('error'))
  const message = (sequence: number) =>
    current().dispatchEvent(
      new MessageEvent('message', { data: `event ${sequence}`, lastEventId: `${sequence}` }),
    )
  const reset = (sequence: number) =>
    current().dispatchEvent(new MessageEvent('reset', { lastEventId: `${sequence}` }))
  const giveUp = () => {
    current().close()
    lose()
  }
  return { sources, waiting, seen, close, open, lose, message, reset, giveUp }
}

test('the first connection is no gap', () => {
  const world = createWorld()
  world.open()
  world.message(7)
  expect(world.seen).toEqual(['connected', 'event 7'])
})

test("the browser's own reconnect goes on without a gap when the numbers go on", () => {
  const world = createWorld()
  world.open()
  world.message(7)
  world.lose()
  world.open()
  world.message(8)
  expect(world.seen).toEqual(['connected', 'event 7', 'lost', 'connected', 'event 8'])
})

test('a jump in the numbers is a gap', () => {
  const world = createWorld()
  world.open()
  world.message(7)
  world.message(9)
  expect(world.seen).toEqual(['connected', 'event 7', 'gap', 'event 9'])
})

test('a reset is one gap, after which the numbers go on from its own', () => {
  const world = createWorld()
  world.open()
  world.message(7)
  world.lose()
  world.open()
  world.reset(900)
  world.message(901)
  world.message(903)
  expect(world.seen).toEqual([
    'connected',
    'event 7',
    'lost',
    'connected',
    'gap',
    'event 901',
    'gap',
    'event 903',
  ])
})

test('after the browser gave up, a new stream is made and everything is read again', () => {
  const world = createWorld()
  world.open()
  world.giveUp()
  expect(world.sources).toHaveLength(1)
  world.waiting[0]?.callback()
  expect(world.sources).toHaveLength(2)
  world.open()
  expect(world.seen).toEqual(['connected', 'lost', 'connected', 'gap'])
})

test('it waits longer after each failure, up to a limit, and starts afresh after a success', () => {
  const world = createWorld()
  const delays = () => world.waiting.map(({ milliseconds }) => milliseconds)
  for (let turn = 0; turn < 7; turn += 1) {
    world.giveUp()
    world.waiting.at(-1)?.callback()
  }
  expect(delays()).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000])
  world.open()
  world.giveUp()
  expect(delays().at(-1)).toBe(500)
})

test('closing takes back a waiting attempt', () => {
  const world = createWorld()
  world.giveUp()
  world.close()
  expect(world.waiting).toEqual([])
})
