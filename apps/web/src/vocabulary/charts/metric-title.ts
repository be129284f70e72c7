import type { MetricId, MetricUnit, Threshold } from '@lockstep/shared-types/measurement'
import {
  formatCompactCount,
  formatCount,
  formatMilliseconds,
  formatPercent,
} from '../../lib/format-number.ts'

/** A metric as the title of its chart. */
export const metricTitle = {
  'error-rate': 'Error rate',
  'latency-p50': 'Latency p50',
  'latency-p95': 'Latency p95',
  'latency-p99': 'Latency p99',
  requests: 'Requests',
  'healthy-hosts': 'Healthy hosts',
  'database-connections': 'Database connections',
  'frontend-error-rate': 'Frontend errors',
} as const satisfies Record<MetricId, string>

/** The same beside others of its kind, where the title says the rest. */
export const metricName = {
  ...metricTitle,
  'latency-p50': 'p50',
  'latency-p95': 'p95',
  'latency-p99': 'p99',
  'healthy-hosts': 'Hosts',
} as const satisfies Record<MetricId, string>

/** The unit as a column's heading has it. */
export const unitName = { percent: '%', milliseconds: 'ms', count: 'count' } as const satisfies Record<
  MetricUnit,
  string
>

/** A measured value with its unit. */
export const formatMetric = (value: number, unit: MetricUnit): string => {
  switch (unit) {
    case 'percent':
      return formatPercent(value)
    case 'milliseconds':
      return formatMilliseconds(value)
    case 'count':
      return formatCount(value)
  }
}

/** The same, short, for an axis or a limit. */
export const formatTick = (value: number, unit: MetricUnit): string =>
  shortForm(value, unit).replace(' ', '\u00a0')

const shortForm = (value: number, unit: MetricUnit): string =>
  unit === 'count'
    ? formatCompactCount(value)
    : unit === 'percent'
      ? `${Number(value.toFixed(value < 0.1 ? 3 : 2))} %`
      : formatMetric(value, unit)

/** `p95 warning above 1 s`; a chart of one metric leaves its name out. */
export const thresholdLabel = (
  { metric, level, comparison, limit }: Threshold,
  unit: MetricUnit,
  named: boolean,
): string => `${named ? `${metricName[metric]} ` : ''}${level} ${comparison} ${formatTick(limit, unit)}`
