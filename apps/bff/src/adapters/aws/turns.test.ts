import { array, assert, asyncProperty, boolean, constantFrom, integer, record } from 'fast-check'
import { expect, it } from 'vitest'
import { createTurns, type Rate } from './turns.ts'

/** Time that passes only while somebody waits for it, and who has had a turn. */
function setUp(rate: Rate) {
  let now = 0
  const gone: { kind: string; at: number }[] = []
  const turns = createTurns(rate, {
    monotonic: () => now,
    wait: async (milliseconds) => {
      // Who has had a turn says so before time passes.
      await new Promise(setImmediate)
      now += milliseconds
    },
  })
  const take = (kind: string, signal?: AbortSignal) =>
    turns.take(kind, signal).then(() => void gone.push({ kind, at: now }))
  return { turns, take, gone, pass: (milliseconds: number) => (now += milliseconds) }
}
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i))

it('lets a burst pass, then holds calls to the rate', async () => {
  const { take, gone } = setUp({ burst: 3, perSecond: 2 })
  await Promise.all(many(5, () => take('read')))
  expect(gone.map(({ at }) => at)).toEqual([0, 0, 0, 500, 1000])
})

it('fills up again with time, but never beyond a burst', async () => {
  const { take, gone, pass } = setUp({ burst: 2, perSecond: 1 })
  await Promise.all([take('read'), take('read')])
  pass(3_600_000)
  await Promise.all(many(3, () => take('read')))
  expect(gone.slice(2).map(({ at }) => at - 3_600_000)).toEqual([0, 0, 1000])
})

it('gives the turn of a call that gives up to the next', async () => {
  const { take, gone } = setUp({ burst: 1, perSecond: 1 })
  const leaving = new AbortController()
  const first = take('read')
  const given = many(50, () => take('read', leaving.signal).catch((error: unknown) => error))
  const last = take('read')
  leaving.abort('no longer wanted')
  expect(await Promise.all(given)).toEqual(many(50, () => 'no longer wanted'))
  await Promise.all([first, last])
  expect(gone.map(({ at }) => at)).toEqual([0, 1000])
})

it('does not even queue a call that has given up already', async () => {
  const { take, gone } = setUp({ burst: 1, perSecond: 1 })
  await expect(take('read', AbortSignal.abort('gone'))).rejects.toBe('gone')
  await take('read')
  expect(gone).toEqual([{ kind: 'read', at: 0 }])
})

it('lets a few calls of one kind through although a hundred of another came before', async () => {
  const { take, gone } = setUp({ burst: 1, perSecond: 1 })
  const all = [...many(100, () => take('list')), take('describe'), take('describe')]
  await Promise.all(all)
  const turnsOfDescribe = gone.flatMap(({ kind }, index) => (kind === 'describe' ? [index] : []))
  expect(Math.max(...turnsOfDescribe)).toBeLessThanOrEqual(4)
})

it('counts what goes out without waiting against the others', async () => {
  const { turns, take, gone } = setUp({ burst: 1, perSecond: 1 })
  turns.spend()
  turns.spend()
  await take('read')
  expect(gone).toEqual([{ kind: 'read', at: 2000 }])
})

it('goes at half the rate after a throttle, and at the whole one a minute later', async () => {
  const { turns, take, gone, pass } = setUp({ burst: 1, perSecond: 10 })
  turns.slowDown()
  await take('read')
  expect(gone[0]?.at).toBeCloseTo(200, 0)
  pass(60_000)
  await Promise.all([take('read'), take('read')])
  const [, second, third] = gone
  expect((third?.at ?? 0) - (second?.at ?? 0)).toBeCloseTo(100, 0)
})

it('never lets more through than burst and rate allow, and forgets nobody, whoever gives up', async () => {
  const call = record({ kind: constantFrom('a', 'b', 'c'), leaves: boolean() })
  await assert(
    asyncProperty(array(call, { maxLength: 60 }), integer({ min: 1, max: 5 }), async (calls, burst) => {
      const { take, gone } = setUp({ burst, perSecond: 5 })
      const leaving = new AbortController()
      const taken = calls.map(({ kind, leaves }) =>
        take(kind, leaves ? leaving.signal : undefined).catch(() => null),
      )
      leaving.abort()
      await Promise.all(taken)
      for (const [index, { at }] of gone.entries())
        expect(index + 1).toBeLessThanOrEqual(burst + (at / 1000) * 5 + 1e-6)
      expect(gone.length).toBeGreaterThanOrEqual(calls.filter(({ leaves }) => !leaves).length)
    }),
    { numRuns: 100 },
  )
})
