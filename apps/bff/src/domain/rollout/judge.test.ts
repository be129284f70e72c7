import { expect, test } from 'vitest'
import { windowOf } from '../decision/testing/variant-fixture.ts'
import { judge } from './judge.ts'
import { after, bakingAt, begin, look } from './testing/rollout-fixture.ts'

/** A look after some minutes, of which the first `bad` failed for one in ten on the candidate. */
function lookAfter(minutes: number, bad: number) {
  const usual = look(minutes * 60 + 30, 10)
  const periods = (errors: (index: number) => number) =>
    Array.from({ length: minutes }, (_, index) => ({ requests: 1000, errors: errors(index), p95: 180 }))
  const measured = {
    ...usual.measured,
    baseline: windowOf(
      'baseline',
      periods(() => 0),
    ),
    candidate: windowOf(
      'candidate',
      periods((index) => (index < bad ? 100 : 0)),
    ),
  }
  return { ...usual, measured }
}
const fallen = bakingAt(0, { graceFrom: after(0).toISOString() })

test('what failed in the grace after a fall is not held against the candidate when that is over', () => {
  expect(begin).toBe(Date.parse('2026-11-20T10:00:00.000Z'))
  const inGrace = judge(fallen, lookAfter(5, 5)).state
  expect(inGrace.comparison).toBeNull()
  expect(judge(inGrace, lookAfter(10, 5)).state.comparison?.verdict).not.toBe('fail')
})

test('what goes on failing after it is', () => {
  const inGrace = judge(fallen, lookAfter(5, 5)).state
  expect(judge(inGrace, lookAfter(10, 10)).state.comparison?.verdict).toBe('fail')
})
