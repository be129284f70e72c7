import type { MeasurementSeries, Threshold } from '@lockstep/shared-types/measurement'
import { expect, test } from 'vitest'
import { evaluateThresholds } from './evaluate-thresholds.ts'

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
): Pick<MeasurementSeries, 'metric' | 'periodSeconds' | 'points' | 'thresholds'> => ({
  metric,
  periodSeconds: 60,
  points: Object.entries(values).map(([minutes, value]) => ({ at: minutesAgo(Number(minutes)), value })),
  thresholds,
})

test.each([
  ['passes at its limit', 2, 'pass'],
  ['fails beyond its limit', 2.01, 'fail'],
] as const)('a threshold %s', (_name, value, verdict) => {
  const result = evaluateThresholds([series('error-rate', { 1: value }, [above('error-rate', 2)])], 300, now)
  expect(result).toMatchObject([{ verdict, value, samples: 1 }])
})

test('a lower limit fails below it, on the worst minute', () => {
  const threshold: Threshold = { metric: 'healthy-hosts', level: 'critical', comparison: 'below', limit: 1 }
  const hosts = series('healthy-hosts', { 1: 3, 2: 0, 3: 3 }, [threshold])
  expect(evaluateThresholds([hosts], 300, now)).toMatchObject([{ verdict: 'fail', value: 0 }])
})

test('a window without a value is inconclusive, never a pass', () => {
  const gaps = series('latency-p95', { 1: null, 2: null, 20: 100 }, [above('latency-p95', 500)])
  expect(evaluateThresholds([gaps], 300, now)).toMatchObject([
    { verdict: 'inconclusive', value: null, samples: 0 },
  ])
})

test('values outside the window do not count', () => {
  const late = series('error-rate', { 1: 0, 10: 100 }, [above('error-rate', 1)])
  expect(evaluateThresholds([late], 300, now)).toMatchObject([{ verdict: 'pass', samples: 1 }])
})

test('a minute that began before the window does not count, the minute that has begun in it does', () => {
  const before = series('error-rate', { 1.5: 7 }, [above('error-rate', 1)])
  expect(evaluateThresholds([before], 60, now)).toMatchObject([{ verdict: 'inconclusive' }])
  const begun = series('error-rate', { 1.5: 0, 0.5: 7 }, [above('error-rate', 1)])
  expect(evaluateThresholds([begun], 60, now)).toMatchObject([{ verdict: 'fail', value: 7 }])
})

test('the requests of a minute that has not ended are not too few', () => {
  const threshold: Threshold = { metric: 'requests', level: 'warning', comparison: 'below', limit: 100 }
  const requests = series('requests', { 2: 200, 0.2: 3 }, [threshold])
  expect(evaluateThresholds([requests], 300, now)).toMatchObject([{ verdict: 'pass', value: 200 }])
})

test('a minute with few requests weighs little', () => {
  const errors = series('error-rate', { 1: 50, 2: 0 }, [above('error-rate', 1)])
  const requests = series('requests', { 1: 2, 2: 998 }, [])
  expect(evaluateThresholds([errors, requests], 300, now)).toMatchObject([{ verdict: 'pass', value: 0.1 }])
  expect(evaluateThresholds([errors], 300, now)).toMatchObject([{ verdict: 'fail', value: 25 }])
})
