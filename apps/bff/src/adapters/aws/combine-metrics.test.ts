import { expect, it } from 'vitest'
import {
  combineConnections,
  combineFrontendErrors,
  combineRequests,
  type RawRequests,
  type RawSeries,
  type SeriesOf,
} from './combine-metrics.ts'

const from = new Date('2026-11-20T13:00:00Z')
const minute = (index: number): number => from.getTime() + index * 60_000
const window = { from, to: new Date(minute(3)), periodSeconds: 60 }
const of: SeriesOf = {
  variant: 'candidate',
  endpoint: null,
  explain: (error) => `not read: ${String(error)}`,
}
const parts = ['requests', 'errors', 'p50', 'p95', 'p99', 'hosts'] as const
type Part = (typeof parts)[number]

/** Values by minute. */
const raw = (values: Record<number, number> = {}, error?: string): RawSeries => ({
  values: new Map(Object.entries(values).map(([index, value]) => [minute(Number(index)), value])),
  error,
})
const group = (values: Partial<Record<Part, Record<number, number>>>, failing?: Part): RawRequests => {
  const series = (part: Part) => raw(values[part], part === failing ? 'denied' : undefined)
  return {
    requests: series('requests'),
    errors: series('errors'),
    p50: series('p50'),
    p95: series('p95'),
    p99: series('p99'),
    hosts: series('hosts'),
  }
}
const combine = (groups: RawRequests[]) => combineRequests(groups, 1000, of, window)
const valuesOf = (groups: RawRequests[], metric: string) =>
  combine(groups)
    .find((series) => series.metric === metric)
    ?.points.map(({ value }) => value)

it('has one point for each period, and a gap where nothing was measured', () => {
  const series = combine([group({ p95: { 0: 0.12, 2: 0.2 } })])
  expect(series.find(({ metric }) => metric === 'latency-p95')).toEqual({
    metric: 'latency-p95',
    unit: 'milliseconds',
    periodSeconds: 60,
    variant: 'candidate',
    endpoint: null,
    points: [
      { at: '2026-11-20T13:00:00.000Z', value: 120 },
      { at: '2026-11-20T13:01:00.000Z', value: null },
      { at: '2026-11-20T13:02:00.000Z', value: 200 },
    ],
    unreadable: null,
  })
})

it('knows no error rate without requests, and zero errors where only requests were reported', () => {
  const measured = group({ requests: { 0: 200, 1: 0, 2: 50 }, errors: { 0: 3 } })
  expect(valuesOf([measured], 'error-rate')).toEqual([1.5, null, 0])
  expect(valuesOf([group({ errors: { 0: 3 } })], 'error-rate')).toEqual([null, null, null])
})

it('adds the counts of several target groups and takes the slowest of them', () => {
  const blue = group({ requests: { 0: 90 }, errors: { 0: 0 }, p95: { 0: 0.1 }, hosts: { 0: 2 } })
  const green = group({ requests: { 0: 10 }, errors: { 0: 5 }, p95: { 0: 0.9 }, hosts: { 0: 1 } })
  const first = (metric: string) => valuesOf([blue, green], metric)?.[0]
  expect(['error-rate', 'requests', 'latency-p95', 'healthy-hosts'].map(first)).toEqual([5, 100, 900, 3])
})

it('shows only what was made of a metric that could not be read as unreadable, without a value', () => {
  const broken = combine([
    group({ requests: { 0: 90 }, p95: { 0: 1 } }, 'errors'),
    group({ requests: { 0: 5 } }),
  ])
  const unreadable = broken.filter((series) => series.unreadable !== null)
  expect(unreadable).toMatchObject([{ metric: 'error-rate', points: [], unreadable: 'not read: denied' }])
})

it('knows of an application no hosts, and its latency in milliseconds as it is', () => {
  const { hosts: _hosts, ...application } = group({ p50: { 1: 80 } })
  const series = combineRequests([application], 1, of, window)
  expect(series.map(({ metric }) => metric)).not.toContain('healthy-hosts')
  expect(series.find(({ metric }) => metric === 'latency-p50')?.points[1]?.value).toBe(80)
})

it('counts script errors for a hundred page views, and none where none were reported', () => {
  const series = combineFrontendErrors(raw({ 0: 3 }), raw({ 0: 200, 1: 50 }), of, window)
  expect(series.points.map(({ value }) => value)).toEqual([1.5, 0, null])
  expect(series.unit).toBe('percent')
})

it('shows connections of the database as they were', () => {
  const series = combineConnections(raw({ 0: 14, 2: 80 }), of, window)
  expect(series.points.map(({ value }) => value)).toEqual([14, null, 80])
})
