import { expect, test } from 'vitest'
import { compare } from './compare.ts'
import { forNextStage, noComparison, type ComparisonMemory } from './comparison-memory.ts'
import { observe } from './observe.ts'
import { seededRandom } from './testing/seeded-random.ts'
import { simulatePeriods, type Behaviour } from './testing/simulate-traffic.ts'
import { begin, windowOf } from './testing/variant-fixture.ts'

const good: Behaviour = { requests: 300, errorRate: 0.004, p95: 240 }

function watch(baseline: Behaviour, candidate: Behaviour, minutes: number, seed = 1, memory = noComparison) {
  const random = seededRandom(seed)
  const periods = simulatePeriods({ baseline, candidate }, minutes, random)
  return observe(memory, {
    baseline: windowOf('baseline', periods.baseline),
    candidate: windowOf('candidate', periods.candidate),
  })
}
const verdictOf = (memory: ComparisonMemory) => compare(memory)?.verdict

test('nothing can be said before the first request of the candidate', () => {
  expect(compare(noComparison)).toBeNull()
  expect(compare(watch(good, { ...good, requests: 0 }, 30))).toBeNull()
})

test('thin traffic is inconclusive, and says how much is missing', () => {
  const comparison = compare(watch(good, { ...good, requests: 3 }, 30))
  expect(comparison?.verdict).toBe('inconclusive')
  expect(comparison?.sentence).toMatch(/^Not enough seen: \d+ of about [\d,]+ requests/)
})

test('a candidate that fails as often as the baseline passes once enough has been seen', () => {
  expect(verdictOf(watch(good, good, 240))).toBe('pass')
})

test('a candidate with a doubled error rate is worse, and the sentence says by how much', () => {
  const comparison = compare(watch(good, { ...good, errorRate: 0.008 }, 120))
  expect(comparison?.verdict).toBe('fail')
  expect(comparison?.sentence).toContain('The candidate is worse')
})

test('a slower candidate is worse though it fails no more often', () => {
  const comparison = compare(watch(good, { ...good, p95: 520 }, 40))
  expect(comparison?.verdict).toBe('fail')
  expect(comparison?.sentence).toContain('slower')
})

test('one failure of a few requests is an anecdote', () => {
  const memory = observe(noComparison, {
    baseline: windowOf('baseline', [
      { requests: 500, errors: 0, p95: 200 },
      { requests: 500, errors: 0, p95: 200 },
    ]),
    candidate: windowOf('candidate', [
      { requests: 3, errors: 1, p95: 200 },
      { requests: 3, errors: 0, p95: 200 },
    ]),
  })
  expect(verdictOf(memory)).toBe('inconclusive')
})

test('a baseline that has never failed does not make every failure of the candidate evidence', () => {
  const never = { ...good, errorRate: 0 }
  expect(verdictOf(watch(never, { ...good, errorRate: 0.0002 }, 240))).not.toBe('fail')
  expect(verdictOf(watch(never, { ...good, errorRate: 0.01 }, 60))).toBe('fail')
})

test('each period counts once, however often it is looked at', () => {
  const random = seededRandom(3)
  const periods = simulatePeriods({ baseline: good, candidate: good }, 20, random)
  const look = (memory: ComparisonMemory, until: number) =>
    observe(memory, {
      baseline: windowOf('baseline', periods.baseline.slice(0, until)),
      candidate: windowOf('candidate', periods.candidate.slice(0, until)),
    })
  const often = [5, 5, 9, 14, 14, 20, 20].reduce(look, noComparison)
  expect(often).toEqual(look(noComparison, 20))
})

test('with everybody on the candidate it is compared with what the baseline measured earlier', () => {
  const earlier = forNextStage(watch(good, good, 240))
  const none = { ...good, requests: 0 }
  expect(verdictOf(watch(none, good, 240, 5, { ...earlier, countedUntil: null }))).toBe('pass')
  const bad = { ...good, errorRate: 0.02 }
  expect(verdictOf(watch(none, bad, 120, 5, { ...earlier, countedUntil: null }))).toBe('fail')
})

test('looking every minute for a day raises no false alarm in 60 healthy candidates', () => {
  const alarms = Array.from({ length: 60 }, (_, seed) => {
    const random = seededRandom(seed + 100)
    const periods = simulatePeriods({ baseline: good, candidate: { ...good, requests: 40 } }, 1440, random)
    let memory = noComparison
    for (let minute = 10; minute <= 1440; minute += 10) {
      memory = observe(memory, {
        baseline: windowOf('baseline', periods.baseline.slice(minute - 10, minute), minute - 10),
        candidate: windowOf('candidate', periods.candidate.slice(minute - 10, minute), minute - 10),
      })
      if (verdictOf(memory) === 'fail') return true
    }
    return false
  })
  expect(alarms).not.toContain(true)
})

test('a stage that began while the clock was ahead is compared all the same once the clock is right', () => {
  const look = (memory: ComparisonMemory, minutes: number, from = 0) => {
    const seen = simulatePeriods({ baseline: good, candidate: good }, minutes, seededRandom(1))
    return observe(memory, {
      baseline: windowOf('baseline', seen.baseline, from),
      candidate: windowOf('candidate', seen.candidate, from),
      now: new Date(begin + (from + minutes) * 60_000),
    })
  }
  const ahead = forNextStage(look(noComparison, 10), new Date(begin + 86_400_000).toISOString())
  const right = look(ahead, 5, 10)
  expect(right.candidate.requests).toBe(0)
  expect(look(right, 10, 15).candidate.requests).toBeGreaterThan(0)
  // A clock that is a little ahead of another replica's does not take in what was before the stage.
  const skewed = forNextStage(look(noComparison, 10), new Date(begin + 16 * 60_000).toISOString())
  expect(look(skewed, 15).candidate.requests).toBe(0)
})
