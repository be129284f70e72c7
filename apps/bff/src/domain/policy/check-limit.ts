import type { MetricId } from '@lockstep/shared-types/measurement'
import { metricUnits } from '../decision/words.ts'
import type { MetricsConfig } from '../metrics-config.ts'
import type { FieldError } from './field-error.ts'

const longestMilliseconds = 3_600_000

/** Why a number cannot be a limit of the metric; null when it can. */
export function limitError(metric: MetricId, limit: number): string | null {
  if (!Number.isFinite(limit) || limit < 0) return 'a number from 0'
  switch (metricUnits[metric]) {
    case 'percent':
      return limit > 100 ? 'a percentage, at most 100' : null
    case 'milliseconds':
      return limit > longestMilliseconds ? 'milliseconds, at most an hour of them' : null
    case 'count':
      return limit > 1_000_000_000 ? 'a count, at most 1,000,000,000' : null
  }
}

/** Why the metric has no values in this environment; null when it has. A limit on it would be inconclusive for ever. */
export function metricError(metric: MetricId, metrics: MetricsConfig): string | null {
  if (metric === 'database-connections' && metrics.database === null)
    return 'database-connections is not measured here: name the database in the configuration'
  if (metric === 'frontend-error-rate' && metrics.rum === null)
    return 'frontend-error-rate is not measured here: name the RUM app monitor in the configuration'
  return null
}

/** Whether values that grow worse pass this limit before the other one. */
export const passedEarlier = (comparison: 'above' | 'below', limit: number, other: number): boolean =>
  comparison === 'above' ? limit < other : limit > other

const daySeconds = 86_400

/** Says that a span is longer than what the configuration allows; nothing when it is not. */
export const tooLong = (path: string, seconds: number | null, days: number): FieldError[] =>
  seconds === null || seconds <= days * daySeconds ? [] : [{ path, message: `at most ${days} days` }]
