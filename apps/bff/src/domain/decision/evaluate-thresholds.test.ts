import type { Threshold } from '@lockstep/shared-types/measurement'
import { expect, test } from 'vitest'
import { evaluateThresholds } from './evaluate-thresholds.ts'
import type { JudgedSeries } from './judged-span.ts'

const now = new Date('2026-11-20T13:10:00Z')
const minutesAgo = (minutes: number): string => new Date(now.getTime() - minutes * 60_000).toISOString()
const above = (metric: Threshold['metric'], limit: number): Threshold => ({
  metric,
  level: 'critical',
  comparison: 'above',
  limit,
})
/** Values by how many minutes ago they were measured. */
const series = (
  metric: Threshold['metric'],
  values: Readonly<Record<number, number | null>>,
  thresholds: Threshold[],
): JudgedSeries => ({
  metric,
  periodSeconds: 60,
  unreadable: null,
  points: Object.entries(values).map(([minutes, value]) => ({ at: minutesAgo(Number(minutes)), value })),
  thresholds,
})

const evaluate = (all: readonly JudgedSeries[], seconds: number, settleSeconds = 0) =>
  evaluateThresholds(all, { from: new Date(now.getTime() - seconds * 1000), now, settleSeconds })

test.each([
  ['passes at its limit', 2, 'pass'],
  ['fails beyond its limit', 2.01, 'fail'],
] as const)('a threshold %s', (_name, value, verdict) => {
  const result = evaluate([series('error-rate', { 1: value }, [above('error-rate', 2)])], 300)
  expect(result).toMatchObject([{ verdict, value, samples: 1 }])
})

test('a lower limit fails below it, on the worst minute', () => {
  const threshold: Threshold = { metric: 'healthy-hosts', level: 'critical', comparison: 'below', limit: 1 }
  const hosts = series('healthy-hosts', { 1: 3, 2: 0, 3: 3 }, [threshold])
  expect(evaluate([hosts], 300)).toMatchObject([{ verdict: 'fail', value: 0 }])
})

test('a window without a value is inconclusive, never a pass', () => {
  const gaps = series('latency-p95', { 1: null, 2: null, 20: 100 }, [above('latency-p95', 500)])
  expect(evaluate([gaps], 300)).toMatchObject([{ verdict: 'inconclusive', value: null, samples: 0 }])
})

test('values outside the window do not count', () => {
  const late = series('error-rate', { 1: 0, 10: 100 }, [above('error-rate', 1)])
  expect(evaluate([late], 300)).toMatchObject([{ verdict: 'pass', samples: 1 }])
})

test('a minute that began before the window does not count, the minute that has begun in it does', () => {
  const before = series('error-rate', { 1.5: 7 }, [above('error-rate', 1)])
  expect(evaluate([before], 60)).toMatchObject([{ verdict: 'inconclusive' }])
  const begun = series('error-rate', { 1.5: 0, 0.5: 7 }, [above('error-rate', 1)])
  expect(evaluate([begun], 60)).toMatchObject([{ verdict: 'fail', value: 7 }])
})

test('the requests of a minute that has not ended are not too few', () => {
  const threshold: Threshold = { metric: 'requests', level: 'warning', comparison: 'below', limit: 100 }
  const requests = series('requests', { 2: 200, 0.2: 3 }, [threshold])
  expect(evaluate([requests], 300)).toMatchObject([{ verdict: 'pass', value: 200 }])
})

test('a minute with few requests weighs little', () => {
  const errors = series('error-rate', { 1: 50, 2: 0 }, [above('error-rate', 1)])
  const requests = series('requests', { 1: 2, 2: 998 }, [])
  expect(evaluate([errors, requests], 300)).toMatchObject([{ verdict: 'pass', value: 0.1 }])
  expect(evaluate([errors], 300)).toMatchObject([{ verdict: 'fail', value: 25 }])
})

const minutes = (length: number, value: (minutesAgo: number) => number | null) =>
  Object.fromEntries(Array.from({ length }, (_, index) => [length - index, value(length - index)]))
const errorLimit = [above('error-rate', 5)]

test('what breaks in the last minute does not drown in what was well before', () => {
  const errors = series(
    'error-rate',
    minutes(15, (ago) => (ago === 1 ? 60 : 0)),
    errorLimit,
  )
  const requests = series(
    'requests',
    minutes(15, () => 600),
    [],
  )
  expect(evaluate([errors, requests], 900)).toMatchObject([
    { verdict: 'fail', value: 60, part: { from: minutesAgo(1), seconds: 60 } },
  ])
})

test('one noisy minute with few requests is no breach', () => {
  const errors = series(
    'error-rate',
    minutes(15, (ago) => (ago === 1 ? 50 : 0)),
    errorLimit,
  )
  const requests = series(
    'requests',
    minutes(15, (ago) => (ago === 1 ? 2 : 400)),
    [],
  )
  expect(evaluate([errors, requests], 900)).toMatchObject([{ verdict: 'pass' }])
})

test('a slow creep shows in a stretch of minutes, none of which is certain alone', () => {
  const errors = series(
    'error-rate',
    minutes(15, (ago) => (ago <= 5 ? 12 : 0)),
    errorLimit,
  )
  const requests = series(
    'requests',
    minutes(15, (ago) => (ago <= 5 ? 50 : 500)),
    [],
  )
  expect(evaluate([errors, requests], 900)).toMatchObject([{ verdict: 'fail', part: { seconds: 180 } }])
})

test('a rate of few requests over the whole window is not told from chance', () => {
  const errors = series(
    'error-rate',
    minutes(5, (ago) => (ago === 3 ? 50 : 0)),
    errorLimit,
  )
  const requests = series(
    'requests',
    minutes(5, () => 2),
    [],
  )
  expect(evaluate([errors, requests], 300)).toMatchObject([
    { verdict: 'inconclusive', value: 10, unjudged: { why: 'few-requests' } },
  ])
})

test.each([
  ['latency-p95', 3, 'fail'],
  ['latency-p95', 1, 'pass'],
] as const)('%s that is slow for %s of the last minutes: %s', (metric, slow, verdict) => {
  const latency = series(
    metric,
    minutes(15, (ago) => (ago <= slow ? 2000 : 100)),
    [above(metric, 800)],
  )
  const requests = series(
    'requests',
    minutes(15, () => 600),
    [],
  )
  expect(evaluate([latency, requests], 900)).toMatchObject([{ verdict }])
})

test('what could not be read, what had no requests and what is not reported are told apart', () => {
  const limits = [above('error-rate', 5)]
  const denied = { ...series('error-rate', {}, limits), unreadable: 'Lockstep may not.' }
  expect(evaluate([denied], 300)).toMatchObject([
    { unjudged: { why: 'unreadable', reason: 'Lockstep may not.' } },
  ])
  const none = series(
    'error-rate',
    minutes(5, () => null),
    limits,
  )
  const hosts = series(
    'healthy-hosts',
    minutes(5, () => 2),
    [],
  )
  expect(evaluate([none, hosts], 300)).toMatchObject([{ unjudged: { why: 'no-requests' } }])
  expect(evaluate([none], 300)).toMatchObject([{ unjudged: { why: 'not-reported' } }])
  expect(evaluate([none], 60)).toMatchObject([{ unjudged: { why: 'too-early' } }])
})

test('a drop of the requests counts once its minutes have settled, and silence is zero while hosts are counted', () => {
  const limit: Threshold = { metric: 'requests', level: 'critical', comparison: 'below', limit: 100 }
  const late = series(
    'requests',
    minutes(15, (ago) => (ago <= 3 ? 5 : 500)),
    [limit],
  )
  expect(evaluate([late], 900, 180)).toMatchObject([{ verdict: 'pass', value: 500 }])
  const silent = series(
    'requests',
    minutes(15, (ago) => (ago <= 8 ? null : 500)),
    [limit],
  )
  const hosts = series(
    'healthy-hosts',
    minutes(15, () => 2),
    [],
  )
  expect(evaluate([silent, hosts], 900, 180)).toMatchObject([
    { verdict: 'fail', value: 0, part: { seconds: 300 } },
  ])
})

test('a rate of a few hundred requests is taken to the letter', () => {
  const errors = series(
    'error-rate',
    minutes(2, () => 8),
    errorLimit,
  )
  const requests = series(
    'requests',
    minutes(2, () => 60),
    [],
  )
  expect(evaluate([errors, requests], 120)).toMatchObject([{ verdict: 'fail', value: 8, part: null }])
})
