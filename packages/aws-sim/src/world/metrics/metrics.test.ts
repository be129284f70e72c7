import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testContext } from '../test-context.ts'
import { createAlarms } from './alarms.ts'
import { addValue, emptyDatapoint, inUnit, isStatistic, statistic } from './datapoint.ts'
import { createMetrics } from './metrics.ts'
import { query } from './query.ts'

const start = Date.UTC(2026, 0, 1)
const id = { namespace: 'App', name: 'latency', dimensions: { Service: 'shop' } }
const hour = { from: start, to: start + 3_600_000, periodSeconds: 60 }

describe('recorded metrics', () => {
  test('give sum, average, extremes and count of each period', () => {
    const metrics = createMetrics(testContext(start))
    for (const value of [1, 2, 3, 6]) metrics.record(id, value, { at: start + 5000 })
    metrics.record(id, 10, { at: start + 60_000, count: 3 })
    const of = (stat: string): number[] => [...query(metrics, id, stat, hour).values()]
    expect(of('Sum')).toEqual([12, 30])
    expect(of('Average')).toEqual([3, 10])
    expect(of('Minimum')).toEqual([1, 10])
    expect(of('Maximum')).toEqual([6, 10])
    expect(of('SampleCount')).toEqual([4, 3])
  })

  test('percentiles are within two percent of the exact ones', () => {
    const values = fc.array(fc.double({ min: 0.001, max: 1000, noNaN: true }), {
      minLength: 1,
      maxLength: 200,
    })
    fc.assert(
      fc.property(values, fc.constantFrom(50, 90, 95, 99), (all, percent) => {
        const metrics = createMetrics(testContext(start))
        for (const value of all) metrics.record(id, value, { at: start })
        const exact =
          all.toSorted((a, b) => a - b)[Math.max(0, Math.ceil((percent / 100) * all.length) - 1)] ?? 0
        const [found = 0] = query(metrics, id, `p${percent}`, hour).values()
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact * 0.02)
      }),
      { seed: 3 },
    )
  })

  test('merge minutes into longer periods, and leave out the end', () => {
    const metrics = createMetrics(testContext(start))
    for (let minute = 0; minute < 10; minute += 1) metrics.record(id, 1, { at: start + minute * 60_000 })
    const window = { from: start, to: start + 8 * 60_000, periodSeconds: 300 }
    expect([...query(metrics, id, 'Sum', window)]).toEqual([
      [start, 5],
      [start + 300_000, 3],
    ])
  })

  test('have gaps where nothing was recorded', () => {
    const metrics = createMetrics(testContext(start))
    metrics.record(id, 1, { at: start })
    metrics.record(id, 1, { at: start + 120_000 })
    expect([...query(metrics, id, 'Sum', hour).keys()]).toEqual([start, start + 120_000])
  })

  test('do not depend on the order of dimensions', () => {
    const metrics = createMetrics(testContext(start))
    metrics.record({ namespace: 'A', name: 'b', dimensions: { x: '1', y: '2' } }, 1)
    expect(metrics.series({ namespace: 'A', name: 'b', dimensions: { y: '2', x: '1' } })).not.toBeNull()
    expect(metrics.series({ namespace: 'A', name: 'b', dimensions: { x: '1' } })).toBeNull()
  })
})

test('a datapoint in a larger unit has the same count, and all else smaller by the factor', () => {
  const point = emptyDatapoint()
  for (const value of [80, 100, 120, 400]) addValue(point, value, 25)
  const seconds = inUnit(point, 1000)
  expect(statistic(seconds, 'SampleCount')).toBe(100)
  for (const stat of ['Average', 'Minimum', 'Maximum', 'p50', 'p75', 'p99'])
    expect(((statistic(seconds, stat) ?? 0) * 1000) / (statistic(point, stat) ?? 1)).toBeCloseTo(1, 1)
})

test.each([
  ['p95', true],
  ['p99.9', true],
  ['p100', true],
  ['p101', false],
  ['Sum', true],
  ['Median', false],
])('%s as a statistic: %s', (stat, expected) => {
  expect(isStatistic(stat)).toBe(expected)
})

describe('an alarm', () => {
  const settings = {
    AlarmName: 'slow',
    Namespace: 'App',
    MetricName: 'latency',
    Dimensions: [{ Name: 'Service', Value: 'shop' }],
    Statistic: 'Average' as const,
    Period: 60,
    EvaluationPeriods: 2,
    Threshold: 5,
    ComparisonOperator: 'GreaterThanThreshold' as const,
  }

  test('goes to ALARM only when enough whole periods breach, and back', () => {
    const context = testContext(start)
    const metrics = createMetrics(context)
    const alarms = createAlarms(context, metrics)
    alarms.put(settings)
    const states: (string | undefined)[] = []
    for (const value of [9, 9, 9, 1, 1]) {
      metrics.record(id, value)
      context.advance(60_000)
      states.push(alarms.all.get('slow')?.state)
    }
    expect(states).toEqual(['OK', 'ALARM', 'ALARM', 'OK', 'OK'])
    expect(alarms.alarming(['slow', 'other'])).toEqual([])
  })

  test('without data has insufficient data, unless missing data counts', () => {
    const context = testContext(start)
    const alarms = createAlarms(context, createMetrics(context))
    alarms.put(settings)
    alarms.put({ ...settings, AlarmName: 'strict', TreatMissingData: 'breaching' })
    context.advance(120_000)
    expect(alarms.all.get('slow')?.state).toBe('INSUFFICIENT_DATA')
    expect(alarms.alarming(['slow', 'strict'])).toEqual(['strict'])
  })
})

test('what AWS measures comes late, first in part; what an application sends is there at once', () => {
  const context = testContext(start)
  const metrics = createMetrics(context)
  metrics.delay = 180_000
  const own = { ...id, namespace: 'AWS/ApplicationELB' }
  for (const one of [id, own]) metrics.record(one, 1, { at: start, count: 100 })
  const seen = (one: typeof id): unknown => query(metrics, one, 'Sum', hour).get(start)
  expect([seen(id), seen(own)]).toEqual([100, undefined])
  context.advance(60_000 + 90_000)
  expect(seen(own)).toBe(40)
  context.advance(90_000)
  expect(seen(own)).toBe(100)
})
