import { expect, test } from 'vitest'
import { noComparison } from './comparison-memory.ts'
import { observe } from './observe.ts'
import { begin, windowOf } from './testing/variant-fixture.ts'

const periods = (count: number) =>
  Array.from({ length: count }, () => ({ requests: 100, errors: 1, p95: 180 }))
const countedAt = (minutes: number, measured: number) =>
  observe(noComparison, {
    baseline: windowOf('baseline', periods(measured)),
    candidate: windowOf('candidate', periods(measured)),
    now: new Date(begin + minutes * 60_000),
  }).candidate.requests

test('all but the newest period count while CloudWatch is on time', () => {
  expect(countedAt(10.5, 10)).toBe(900)
})

test('where CloudWatch is late, periods count once nothing is added to them any more', () => {
  expect(countedAt(11.5, 10)).toBe(800)
  expect(countedAt(13.9, 10)).toBe(900)
})
