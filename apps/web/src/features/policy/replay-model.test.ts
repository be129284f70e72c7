import type { MeasurementSeries, MetricId, Threshold } from '@lockstep/shared-types/measurement'
import type { ReplayOutcome } from '@lockstep/shared-types/policy'
import { expect, test } from 'vitest'
import { coverageText, isSame, replayMarkers, worstMetric } from './replay-model.ts'

const series = (metric: MetricId, values: readonly (number | null)[]): MeasurementSeries => ({
  metric,
  unit: 'count',
  periodSeconds: 60,
  points: values.map((value, minute) => ({ at: `2026-11-20T12:0${minute}:00.000Z`, value })),
  thresholds: [],
  unreadable: null,
})
const limit = (
  metric: MetricId,
  value: number,
  comparison: Threshold['comparison'] = 'above',
): Threshold => ({
  metric,
  level: 'critical',
  comparison,
  limit: value,
})
const outcome = (...decisions: ReplayOutcome['changes'][number]['decision'][]): ReplayOutcome => ({
  sentence: '',
  changes: decisions.map((decision, minute) => ({
    at: `2026-11-20T12:0${minute}:00.000Z`,
    until: `2026-11-20T12:0${minute + 1}:00.000Z`,
    decision,
    severity: null,
    sentence: '',
  })),
  counts: { continue: 0, monitor: 0, pause: 0, 'previous-stage': 0, 'rollback-to-zero': 0 },
  coverage: 1,
})

test('the metric that went farthest beyond its limit is drawn', () => {
  const measured = [series('error-rate', [0.1, 3, null]), series('latency-p95', [900, 1500])]
  expect(worstMetric(measured, [limit('error-rate', 1), limit('latency-p95', 1000)])).toBe('error-rate')
  expect(worstMetric(measured, [limit('error-rate', 5), limit('latency-p95', 1000)])).toBe('latency-p95')
})

test('below a limit, fewer is worse', () => {
  const measured = [series('error-rate', [0.9]), series('healthy-hosts', [4, 1])]
  expect(worstMetric(measured, [limit('error-rate', 1), limit('healthy-hosts', 2, 'below')])).toBe(
    'healthy-hosts',
  )
})

test('without limits there is nothing to draw', () => {
  expect(worstMetric([series('requests', [1])], [])).toBeNull()
})

test('only what would have been done is marked', () => {
  expect(replayMarkers(outcome('continue', 'monitor', 'pause')).map(({ label }) => label)).toEqual(['Pause'])
})

test('coverage is never rounded up to all of the time', () => {
  expect(coverageText(1)).toBe('Measured all the time.')
  expect(coverageText(0.999)).toContain('99 %')
  expect(coverageText(0)).toContain('says nothing')
})

test('two outcomes are the same when they decide the same at the same times', () => {
  expect(isSame(outcome('continue', 'pause'), outcome('continue', 'pause'))).toBe(true)
  expect(isSame(outcome('continue', 'pause'), outcome('continue', 'monitor'))).toBe(false)
})
