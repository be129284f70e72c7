import type { MeasurementSeries, MetricId } from '@lockstep/shared-types/measurement'
import { describe, expect, test } from 'vitest'
import { chartMarkers, chartRows, chartScale, formatTick, latestOf, thresholdLabel } from './chart-model.ts'

const at = (minute: number) => `2026-11-20T12:0${minute}:00.000Z`
const series = (
  metric: MetricId,
  values: readonly (number | null)[],
  limits: readonly number[] = [],
): MeasurementSeries => ({
  metric,
  unit: 'milliseconds',
  periodSeconds: 60,
  points: values.map((value, minute) => ({ at: at(minute), value })),
  thresholds: limits.map((limit) => ({ metric, level: 'warning', comparison: 'above', limit })),
  unreadable: null,
})

describe('chartRows', () => {
  test('a gap stays a gap and is never a zero', () => {
    const rows = chartRows([series('latency-p50', [90, null, 95])])
    expect(rows.map((row) => row['latency-p50'])).toEqual([90, null, 95])
  })

  test('series with different moments share one time line in order', () => {
    const rows = chartRows([series('latency-p50', [1, 2, 3]), series('latency-p95', [10])])
    expect(rows.map(({ at: moment }) => moment)).toEqual([0, 1, 2].map((minute) => Date.parse(at(minute))))
    expect(rows[0]).toMatchObject({ 'latency-p50': 1, 'latency-p95': 10 })
    expect(rows[1]?.['latency-p95']).toBeUndefined()
  })
})

describe('chartScale', () => {
  test('a threshold near the values is drawn and lies under the top', () => {
    const { max, shown, offScale } = chartScale([series('latency-p95', [400, 380], [1000])])
    expect(shown).toHaveLength(1)
    expect(offScale).toHaveLength(0)
    expect(max).toBeGreaterThan(1000)
  })

  test('a threshold far above every value is told in words', () => {
    const { max, offScale } = chartScale([series('latency-p95', [100, 120], [2000])])
    expect(offScale).toHaveLength(1)
    expect(max).toBeLessThan(200)
  })

  test('without any value the thresholds make the scale', () => {
    expect(chartScale([series('latency-p95', [null, null], [2000])]).max).toBeGreaterThan(2000)
    expect(chartScale([series('latency-p95', [])]).max).toBeGreaterThan(0)
  })
})

describe('chartMarkers', () => {
  const marker = (minute: number) => ({
    releaseId: `r${minute}`,
    at: at(minute),
    label: `release ${minute}`,
    kind: 'release' as const,
  })
  const labelled = (...minutes: number[]) =>
    chartMarkers({ markers: minutes.map(marker), from: at(1), to: at(9) }).flatMap(({ label }) => label ?? [])

  test('of neighbours only the latest is labelled', () => {
    expect(labelled(3, 7, 8)).toEqual(['release 8', 'release 3'])
  })

  test('what lies outside the window is not drawn', () => {
    expect(labelled(0, 5)).toEqual(['release 5'])
  })
})

test('a scale of few hosts ends at a whole number', () => {
  expect(chartScale([{ ...series('healthy-hosts', [1]), unit: 'count' }]).max).toBe(2)
})

test('the latest value looks past a gap at the end', () => {
  expect(latestOf(series('requests', [1, 7, null]))).toBe(7)
  expect(latestOf(series('requests', [null]))).toBeNull()
})

test('a threshold says level, side and limit', () => {
  const threshold = { metric: 'latency-p95', level: 'critical', comparison: 'above', limit: 2000 } as const
  expect(thresholdLabel(threshold, 'milliseconds', true)).toBe('p95 critical above 2\u00a0s')
})

test('ticks are short and do not break', () => {
  expect(formatTick(0.5, 'percent')).toBe('0.5\u00a0%')
  expect(formatTick(12_500, 'count')).toBe('12.5k')
  expect(formatTick(1500, 'milliseconds')).toBe('1.5\u00a0s')
})
