import { describe, expect, test } from 'vitest'
import { latestPoint, thresholdsOf } from './chart-line.ts'
import { chartScale, steadyTop } from './chart-scale.ts'
import { formatTick, thresholdLabel } from './metric-title.ts'
import { line, minute } from './testing/line.ts'

const whole = { from: 0, to: minute(60) }

describe('chartScale', () => {
  test('a threshold near the values is drawn and lies under the top', () => {
    const { max, shown, offScale } = chartScale([line([400, 380], 'p95', [1000])], whole)
    expect(shown).toHaveLength(1)
    expect(offScale).toHaveLength(0)
    expect(max).toBeGreaterThan(1000)
  })

  test('a threshold far above every value is told in words', () => {
    const { max, offScale } = chartScale([line([100, 120], 'p95', [2000])], whole)
    expect(offScale).toHaveLength(1)
    expect(max).toBeLessThan(200)
  })

  test('without any value the thresholds make the scale', () => {
    expect(chartScale([line([null, null], 'p95', [2000])], whole).max).toBeGreaterThan(2000)
    expect(chartScale([line([])], whole).max).toBeGreaterThan(0)
  })

  test('a zoomed chart is scaled by what it shows', () => {
    expect(chartScale([line([900, 10, 12])], { from: minute(1), to: minute(2) }).max).toBeLessThan(20)
  })

  test('a scale of few hosts ends at a whole number', () => {
    expect(chartScale([{ ...line([1]), unit: 'count' }], whole).max).toBe(2)
  })
})

test('the axis grows at once and shrinks only when less than half of it is used', () => {
  expect(steadyTop(100, 120)).toBe(120)
  expect(steadyTop(100, 80)).toBe(100)
  expect(steadyTop(100, 40)).toBe(40)
})

test('the latest value looks past a gap at the end', () => {
  expect(latestPoint(line([1, 7, null]))?.value).toBe(7)
  expect(latestPoint(line([null]))).toBeNull()
})

test('baseline and candidate share their limits, which are drawn once', () => {
  expect(thresholdsOf([line([1], 'baseline', [500]), line([1], 'candidate', [500])])).toHaveLength(1)
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
