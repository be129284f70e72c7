import { expect, it } from 'vitest'
import {
  combineConnections,
  combineFrontendErrors,
  combineRequests,
  type RawRequests,
  type RawSeries,
  type RawTargets,
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
const parts = ['requests', 'errors', 'p50', 'p95', 'p99', 'connections'] as const
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
    connections: series('connections'),
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
  const blue = group({ requests: { 0: 90 }, errors: { 0: 0 }, p95: { 0: 0.1 } })
  const green = group({ requests: { 0: 10 }, errors: { 0: 5 }, p95: { 0: 0.9 } })
  const first = (metric: string) => valuesOf([blue, green], metric)?.[0]
  expect(['error-rate', 'requests', 'latency-p95'].map(first)).toEqual([5, 100, 900])
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
  const { connections: _connections, ...application } = group({ p50: { 1: 80 } })
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

const beside = (change: Partial<RawTargets>): RawTargets => ({
  balancers: [],
  hosts: { groups: [], join: 'sum' },
  ...change,
})
const withBeside = (groups: RawRequests[], targets: RawTargets, metric: string) =>
  combineRequests(groups, 1000, of, window, targets).find((series) => series.metric === metric)

it('counts what the load balancer answers by itself, and the requests that found no target', () => {
  const balancers = [{ errors: raw({ 0: 60, 1: 20 }), refused: raw({ 1: 20 }), fixed: raw() }]
  const dropping = group({ requests: { 0: 100, 1: 60 }, connections: { 0: 90 } })
  const valuesWith = (metric: string) =>
    withBeside([dropping], beside({ balancers }), metric)?.points.map(({ value }) => value)
  expect(valuesWith('error-rate')).toEqual([60, 25, null])
  expect(valuesWith('requests')).toEqual([100, 80, null])
})

it('takes no fixed answer of a rule for a failure', () => {
  const balancers = [
    { errors: raw({ 0: 40, 1: 12 }), refused: raw({ 0: 40, 1: 10 }), fixed: raw({ 0: 30, 1: 90 }) },
  ]
  const valuesWith = (metric: string) =>
    withBeside([group({ requests: { 0: 90, 1: 100 } })], beside({ balancers }), metric)?.points.map(
      ({ value }) => value,
    )
  expect(valuesWith('requests')).toEqual([100, 100, null])
  expect(valuesWith('error-rate')).toEqual([10, 2, null])
})

it('counts connections that targets refuse where the balancer’s own answers cannot be told apart, and says so', () => {
  const dropping = group({ requests: { 0: 100 }, errors: { 0: 10 }, connections: { 0: 50, 1: 3 } })
  const series = withBeside([dropping], beside({ note: 'Not all are counted.' }), 'error-rate')
  expect(series).toMatchObject({ note: 'Not all are counted.' })
  expect(series?.points.map(({ value }) => value)).toEqual([60, null, null])
})

it('judges the hosts of each of the service’s groups by itself: the fewest count', () => {
  const groups = [raw({ 0: 2, 1: 2 }), raw({ 0: 2, 1: 0 })]
  const hosts = (join: 'lowest' | 'sum') =>
    withBeside([group({})], beside({ hosts: { groups, join } }), 'healthy-hosts')?.points.map(
      ({ value }) => value,
    )
  expect(hosts('lowest')).toEqual([2, 0, null])
  expect(hosts('sum')).toEqual([4, 2, null])
})
