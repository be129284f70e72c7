import type { ChartLine } from '../chart-line.ts'

export const minute = (count: number): number => count * 60_000

/** A value a minute, with warnings above the limits. */
export const line = (
  values: readonly (number | null)[],
  key = 'p95',
  limits: readonly number[] = [],
): ChartLine => ({
  key,
  label: key,
  unit: 'milliseconds',
  periodSeconds: 60,
  points: values.map((value, index) => ({ at: minute(index), value })),
  thresholds: limits.map((limit) => ({
    metric: 'latency-p95',
    level: 'warning',
    comparison: 'above',
    limit,
  })),
  unreadable: null,
  look: { stroke: 'black', dash: '', width: 1 },
})
