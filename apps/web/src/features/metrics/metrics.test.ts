import type { Measurements, MetricId, VariantSeries } from '@lockstep/shared-types/measurement'
import { describe, expect, test } from 'vitest'
import { endpointRows } from './endpoint-rows.ts'
import { readMetricsFilter, writeMetricsFilter } from './metrics-filter.ts'
import { panelsOf } from './panels.ts'

const series = (
  metric: MetricId,
  variant: VariantSeries['variant'],
  endpoint: string | null,
  values: readonly (number | null)[] = [1],
): VariantSeries => ({
  metric,
  variant,
  endpoint,
  unit: 'count',
  periodSeconds: 60,
  points: values.map((value, minute) => ({ at: `2026-11-20T12:0${minute}:00.000Z`, value })),
  thresholds: [],
  unreadable: null,
})
const measurements = (whole: readonly MetricId[], variants: readonly VariantSeries[]): Measurements => ({
  applicationId: 'a',
  environmentId: 'e',
  from: '2026-11-20T12:00:00.000Z',
  to: '2026-11-20T12:10:00.000Z',
  readAt: null,
  series: whole.map((metric) => series(metric, 'all', null)),
  variants: [...variants],
  markers: [],
})
const latencies = ['latency-p50', 'latency-p95', 'latency-p99'] as const

describe('panelsOf', () => {
  test('the latencies of everybody share a chart', () => {
    const panels = panelsOf(measurements(['error-rate', ...latencies], []), { endpoint: null, split: 'all' })
    expect(panels.map(({ id, lines }) => [id, lines.length])).toEqual([
      ['error-rate', 1],
      ['latency', 3],
    ])
  })

  test('baseline and candidate have a chart for each latency; what is not told apart stays whole', () => {
    const both = (['baseline', 'candidate'] as const).flatMap((variant) =>
      [...latencies, 'error-rate' as const].map((metric) => series(metric, variant, null)),
    )
    const panels = panelsOf(measurements(['error-rate', ...latencies, 'database-connections'], both), {
      endpoint: null,
      split: 'variants',
    })
    expect(panels.map(({ id, lines }) => [id, lines.map(({ key }) => key).join(' ')])).toEqual([
      ['error-rate', 'baseline candidate'],
      ['latency-p95', 'baseline candidate'],
      ['latency-p50', 'baseline candidate'],
      ['latency-p99', 'baseline candidate'],
      ['database-connections', 'database-connections'],
    ])
  })

  test('of an endpoint only what is measured of it is drawn', () => {
    const panels = panelsOf(
      measurements(['error-rate', 'healthy-hosts'], [series('error-rate', 'all', 'GET /')]),
      {
        endpoint: 'GET /',
        split: 'variants',
      },
    )
    expect(panels.map(({ id }) => id)).toEqual(['error-rate'])
  })
})

describe('endpointRows', () => {
  test('the error rate of the window weighs each period by its requests', () => {
    const rows = endpointRows(
      measurements(
        [],
        [
          series('requests', 'all', 'GET /', [90, 10, null]),
          series('error-rate', 'all', 'GET /', [0, 10, null]),
          series('latency-p95', 'all', 'GET /', [100, 400, null]),
        ],
      ),
    )
    expect(rows).toEqual([{ endpoint: 'GET /', requests: 100, errorRate: 1, highestP95: 400 }])
  })

  test('those with the most errors come first, and of equal rates those with more requests', () => {
    const of = (endpoint: string, requests: number, rate: number) => [
      series('requests', 'all', endpoint, [requests]),
      series('error-rate', 'all', endpoint, [rate]),
    ]
    const rows = endpointRows(
      measurements([], [...of('quiet', 10, 0.0312), ...of('busy', 900, 0.0308), ...of('bad', 1, 5)]),
    )
    expect(rows.map(({ endpoint }) => endpoint)).toEqual(['bad', 'busy', 'quiet'])
  })

  test('what was not measured is not zero', () => {
    expect(endpointRows(measurements([], [series('requests', 'all', 'GET /', [null])]))).toEqual([
      { endpoint: 'GET /', requests: null, errorRate: null, highestP95: null },
    ])
  })
})

describe('the address', () => {
  test('keeps what differs from the usual, and reads it back', () => {
    const filter = { hours: 24, endpoint: 'GET /courses', split: 'all' } as const
    expect(readMetricsFilter(writeMetricsFilter(filter))).toEqual(filter)
    expect(writeMetricsFilter({ hours: 3, endpoint: null, split: 'variants' }).toString()).toBe('')
  })

  test('a window that is not offered is the usual one', () => {
    expect(readMetricsFilter(new URLSearchParams('hours=7')).hours).toBe(3)
  })
})
