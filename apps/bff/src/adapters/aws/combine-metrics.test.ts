import { expect, it } from 'vitest'
import { combineMetrics, type RawTargetGroup } from './combine-metrics.ts'

const from = new Date('2026-11-20T13:00:00Z')
const minute = (index: number): number => from.getTime() + index * 60_000
const window = { from, to: new Date(minute(3)), periodSeconds: 60 }
/** Values by minute. */
const group = (values: Partial<Record<keyof RawTargetGroup, Record<number, number>>>): RawTargetGroup => {
  const series = (name: keyof RawTargetGroup) =>
    new Map(Object.entries(values[name] ?? {}).map(([index, value]) => [minute(Number(index)), value]))
  return {
    requests: series('requests'),
    errors: series('errors'),
    p50: series('p50'),
    p95: series('p95'),
    p99: series('p99'),
    hosts: series('hosts'),
  }
}
const valuesOf = (groups: RawTargetGroup[], metric: string) =>
  combineMetrics(groups, window)
    .find((series) => series.metric === metric)
    ?.points.map(({ value }) => value)

it('has one point for each period, and a gap where nothing was measured', () => {
  const series = combineMetrics([group({ p95: { 0: 0.12, 2: 0.2 } })], window)
  expect(series.find(({ metric }) => metric === 'latency-p95')).toEqual({
    metric: 'latency-p95',
    unit: 'milliseconds',
    periodSeconds: 60,
    points: [
      { at: '2026-11-20T13:00:00.000Z', value: 120 },
      { at: '2026-11-20T13:01:00.000Z', value: null },
      { at: '2026-11-20T13:02:00.000Z', value: 200 },
    ],
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
