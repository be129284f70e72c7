import { expect, test } from 'vitest'
import { testContext } from '../test-context.ts'
import { createMetrics } from './metrics.ts'
import { query } from './query.ts'

const start = Date.UTC(2026, 0, 1)
const MINUTE = 60_000
const DAY = 86_400_000
const id = { namespace: 'App', name: 'Latency', dimensions: { Service: 'shop' } }

/** A world's metrics after that many days with one value a minute: 1, 2, … 100, 1, 2, … */
function afterDays(days: number) {
  const context = testContext(start)
  const metrics = createMetrics(context)
  for (let minute = 0; minute < days * 1440; minute += 1) {
    metrics.record(id, (minute % 100) + 1)
    context.advance(MINUTE)
  }
  return { context, metrics, series: metrics.series(id) }
}
const sums = (of: ReturnType<typeof afterDays>, day: number, periodSeconds: number, stat = 'SampleCount') => [
  ...query(of.metrics, id, stat, {
    from: start + day * DAY,
    to: start + (day + 1) * DAY,
    periodSeconds,
  }).values(),
]

test('minutes are there for 15 days, then five minutes for 63, then hours', () => {
  const world = afterDays(70)
  expect(sums(world, 60, 60)).toHaveLength(1440)
  expect(sums(world, 50, 60)).toEqual([])
  expect(sums(world, 50, 300)).toEqual(Array.from({ length: 288 }, () => 5))
  expect(sums(world, 2, 300)).toEqual([])
  expect(sums(world, 2, 3600)).toEqual(Array.from({ length: 24 }, () => 60))
})

test('packing changes neither sums nor extremes nor percentiles', () => {
  const world = afterDays(9)
  for (const [stat, packed] of [
    ['Sum', 1440 * 50.5 - 60 * 20],
    ['Maximum', 100],
    ['Minimum', 1],
  ] as const)
    expect(sums(world, 0, 86_400, stat)[0]).toBeCloseTo(packed, 6)
  expect(Math.abs((sums(world, 0, 86_400, 'p95')[0] ?? 0) - 95)).toBeLessThan(2)
})

test('seven weeks of minutes take few datapoints, and few bytes each', () => {
  const { series } = afterDays(49)
  expect(series?.points.size()).toBeLessThan(17 * 1440 + 34 * 288)
})

test('what comes late is added to a day that is packed already', () => {
  const world = afterDays(3)
  world.metrics.record(id, 5, { at: start, count: 10 })
  expect(sums(world, 0, 86_400)).toEqual([1450])
  for (let hour = 0; hour < 3; hour += 1) {
    world.context.advance(3_600_000)
    world.metrics.record(id, 1)
  }
  expect(sums(world, 0, 86_400)).toEqual([1450])
})

test('seconds become minutes after three hours', () => {
  const context = testContext(start)
  const metrics = createMetrics(context)
  for (let second = 0; second < 5 * 3600; second += 1) {
    metrics.record(id, 1, { resolutionSeconds: 1 })
    context.advance(1000)
  }
  const hour = (number: number, periodSeconds: number) => {
    const from = start + number * 3_600_000
    return [...query(metrics, id, 'Sum', { from, to: from + 3_600_000, periodSeconds }).values()]
  }
  expect(hour(4, 1)).toHaveLength(3600)
  expect(hour(0, 1)).toEqual([])
  expect(hour(0, 60)).toEqual(Array.from({ length: 60 }, () => 60))
})

test('a statistic set has no percentile, packed or not', () => {
  const { context, metrics } = afterDays(1)
  const set = { namespace: 'App', name: 'Set', dimensions: {} }
  metrics.recordDatapoint(set, { sum: 6, count: 3, minimum: 1, maximum: 3, histogram: null })
  const at = context.clock.now()
  context.advance(3 * DAY)
  metrics.record(set, 1)
  const window = { from: at, to: at + MINUTE, periodSeconds: 60 }
  expect([...query(metrics, set, 'Sum', window).values()]).toEqual([6])
  expect([...query(metrics, set, 'p95', window).values()]).toEqual([])
})
