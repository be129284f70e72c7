import { metricIds, type MetricId } from '@lockstep/shared-types/measurement'
import { expect, test } from 'vitest'
import { standardMatrix } from '@lockstep/shared-types/standard-matrix'
import { effectiveMatrix } from './effective-matrix.ts'
import { replay } from './replay.ts'

const begin = Date.parse('2026-11-19T12:00:00.000Z')
const at = (period: number) => new Date(begin + period * 300_000).toISOString()
const span = { from: new Date(begin), to: new Date(begin + 288 * 300_000) }
type Values = Partial<Record<MetricId, number | null>>
const calm: Values = { 'error-rate': 0.02, 'latency-p95': 200, requests: 9000, 'healthy-hosts': 2 }

/** A day of five-minute periods, calm but where told otherwise. */
const dayWith = (changes: Readonly<Record<number, Values>>) =>
  metricIds.map((metric) => ({
    metric,
    periodSeconds: 300,
    points: Array.from({ length: 288 }, (_, period) => ({
      at: at(period),
      value: ({ ...calm, ...changes[period] } as Values)[metric] ?? null,
    })),
  }))

test('a calm day would have gone on', () => {
  const outcome = replay(standardMatrix, dayWith({}), span)
  expect(outcome.sentence).toBe('Would have gone on all the time.')
  expect(outcome.coverage).toBe(1)
})

test('it says how often, and at which times', () => {
  const medium = { 'error-rate': 0.8 }
  const outcome = replay(
    standardMatrix,
    dayWith({ 20: medium, 21: medium, 90: medium, 200: { 'error-rate': 7 } }),
    span,
  )
  expect(outcome.sentence).toBe('Would have gone back to zero once and paused twice.')
  expect(
    outcome.changes
      .filter(({ decision }) => decision === 'pause')
      .map(({ at: from, until }) => [from, until]),
  ).toEqual([
    [at(20), at(22)],
    [at(90), at(91)],
  ])
})

test('other limits decide otherwise over the same day', () => {
  const day = dayWith({ 20: { 'latency-p95': 1500 } })
  expect(replay(standardMatrix, day, span).counts.pause).toBe(0)
  const strict = effectiveMatrix(standardMatrix, [
    { metric: 'latency-p95', level: 'critical', comparison: 'above', limit: 1000 },
  ])
  expect(replay(strict, day, span).counts.pause).toBe(1)
})

test('a gap is a pause and counts against the coverage', () => {
  const gap = { 'error-rate': null, 'latency-p95': null, requests: null, 'healthy-hosts': null }
  const outcome = replay(standardMatrix, dayWith({ 50: gap, 51: gap }), span)
  expect(outcome.counts.pause).toBe(1)
  expect(outcome.coverage).toBeCloseTo(286 / 288)
})

test('no healthy host is a backend that is down', () => {
  expect(
    replay(standardMatrix, dayWith({ 5: { 'healthy-hosts': 0 } }), span).counts['rollback-to-zero'],
  ).toBe(1)
})

test('without measurements it says so', () => {
  expect(replay(standardMatrix, [], span)).toMatchObject({
    sentence: 'There are no measurements of that time.',
    coverage: 0,
  })
})
