import type { MetricId, MetricUnit } from '@lockstep/shared-types/measurement'
import { formatCount, formatMilliseconds, formatShare } from '../lib/format-number.ts'

/** A metric within a sentence. */
export const metricWord = {
  'error-rate': 'error rate',
  'latency-p50': 'p50 latency',
  'latency-p95': 'p95 latency',
  'latency-p99': 'p99 latency',
  requests: 'requests',
  'healthy-hosts': 'healthy hosts',
  'database-connections': 'database connections',
  'frontend-error-rate': 'frontend error rate',
} as const satisfies Record<MetricId, string>

export const metricUnitOf = {
  'error-rate': 'percent',
  'latency-p50': 'milliseconds',
  'latency-p95': 'milliseconds',
  'latency-p99': 'milliseconds',
  requests: 'count',
  'healthy-hosts': 'count',
  'database-connections': 'count',
  'frontend-error-rate': 'percent',
} as const satisfies Record<MetricId, MetricUnit>

/** A measured value or a limit with its unit; small error rates keep their digits. */
export const metricText = (value: number, unit: MetricUnit): string => {
  switch (unit) {
    case 'percent':
      return formatShare(value)
    case 'milliseconds':
      return formatMilliseconds(value)
    case 'count':
      return formatCount(value)
  }
}

/** A limit with its unit, to the last digit: two limits that differ must not read the same. */
export const limitText = (limit: number, unit: MetricUnit): string => {
  switch (unit) {
    case 'percent':
      return `${exactNumber(limit)} %`
    case 'milliseconds':
      return limit >= 1000 && limit % 10 === 0 ? formatMilliseconds(limit) : `${exactNumber(limit)} ms`
    case 'count':
      return exactNumber(limit)
  }
}

const exact = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 6 })
const exactNumber = (value: number): string => exact.format(value)
