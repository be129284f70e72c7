import type { MetricId } from '@lockstep/shared-types/measurement'
import { expect, it } from 'vitest'
import { toVariantWindow } from './to-variant-window.ts'

const from = new Date('2026-11-20T13:00:00Z')
const time = (minute: number): string => new Date(from.getTime() + minute * 60_000).toISOString()
const series = (metric: MetricId, values: readonly (number | null)[]) => ({
  metric,
  periodSeconds: 60,
  points: values.map((value, minute) => ({ at: time(minute), value })),
})
const span = { from, to: new Date(time(3)) }

it('weighs rates and latencies by requests, and counts errors in whole requests', () => {
  const window = toVariantWindow(
    'candidate',
    [
      series('requests', [900, 100, null]),
      series('error-rate', [1, 3, null]),
      series('latency-p95', [100, 300, null]),
    ],
    span,
  )
  expect(window).toEqual({
    variant: 'candidate',
    from: time(0),
    to: time(3),
    periodSeconds: 60,
    values: { requests: 500, 'error-rate': 1.2, 'latency-p95': 120 },
    requests: 1000,
    newestAt: time(1),
    periods: [
      { at: time(0), requests: 900, errors: 9, p95: 100 },
      { at: time(1), requests: 100, errors: 3, p95: 300 },
      { at: time(2), requests: null, errors: null, p95: null },
    ],
  })
})

it('takes nothing from outside the window', () => {
  const window = toVariantWindow('all', [series('requests', [1, 2, 4, 8])], {
    from: new Date(time(1)),
    to: new Date(time(3)),
  })
  expect([window.requests, window.periods.length, window.newestAt]).toEqual([6, 2, time(2)])
})

it('knows no requests where none were measured, and no errors where there were none', () => {
  const gap = toVariantWindow(
    'candidate',
    [series('requests', [null, null]), series('error-rate', [null])],
    span,
  )
  expect(gap).toMatchObject({ requests: null, newestAt: null, values: {} })
  const idle = toVariantWindow('candidate', [series('requests', [0]), series('error-rate', [null])], span)
  expect(idle.periods).toEqual([{ at: time(0), requests: 0, errors: 0, p95: null }])
})

it('gives back the whole number of errors of any rate', () => {
  for (const [requests, errors] of [
    [997, 13],
    [3, 1],
    [123_456, 7],
  ] as const) {
    const rate = (errors / requests) * 100
    const window = toVariantWindow(
      'all',
      [series('requests', [requests]), series('error-rate', [rate])],
      span,
    )
    expect(window.periods[0]?.errors).toBe(errors)
  }
})

it('leaves out a metric that has stopped while requests went on, however long the window is', () => {
  const minutes = (count: number, value: number | null) => Array.from({ length: count }, () => value)
  const hour = { from, to: new Date(time(60)) }
  const stopped = [...minutes(20, 0), ...minutes(40, null)]
  const { values } = toVariantWindow(
    'candidate',
    [
      series('requests', minutes(60, 50)),
      series('error-rate', stopped),
      series('latency-p95', minutes(60, 90)),
    ],
    hour,
  )
  expect(Object.keys(values)).toEqual(['requests', 'latency-p95'])
  const quiet = [...minutes(20, 50), ...minutes(40, null)]
  const night = toVariantWindow('candidate', [series('requests', quiet), series('error-rate', stopped)], hour)
  expect(Object.keys(night.values)).toEqual(['requests', 'error-rate'])
})

it('leaves out hosts that are no longer counted', () => {
  const hosts = (counted: number) => [
    ...Array.from({ length: counted }, () => 2),
    ...Array.from({ length: 60 - counted }, () => null),
  ]
  const hour = { from, to: new Date(time(60)) }
  expect(toVariantWindow('all', [series('healthy-hosts', hosts(50))], hour).values).toEqual({})
  expect(toVariantWindow('all', [series('healthy-hosts', hosts(57))], hour).values).toEqual({
    'healthy-hosts': 2,
  })
})
