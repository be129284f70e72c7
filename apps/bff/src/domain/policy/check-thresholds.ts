import type { Threshold } from '@lockstep/shared-types/measurement'
import type { MetricsConfig } from '../metrics-config.ts'
import { limitError, metricError, passedEarlier } from './check-limit.ts'
import type { FieldError } from './field-error.ts'

/** What is wrong with thresholds that somebody wants; nothing when they can be put in force. */
export function checkThresholds(thresholds: readonly Threshold[], metrics: MetricsConfig): FieldError[] {
  return thresholds.flatMap((threshold, index) => {
    const at = (field: string, message: string | null): FieldError[] =>
      message === null ? [] : [{ path: `body.thresholds.${index}.${field}`, message }]
    return [
      ...at('metric', metricError(threshold.metric, metrics)),
      ...at('limit', limitError(threshold.metric, threshold.limit)),
      ...at('level', twice(thresholds, index)),
      ...at('limit', neverWarnsFirst(thresholds, threshold)),
    ]
  })
}

const sameSide = (a: Threshold, b: Threshold): boolean =>
  a.metric === b.metric && a.comparison === b.comparison

function twice(thresholds: readonly Threshold[], index: number): string | null {
  const threshold = thresholds[index]
  if (threshold === undefined) return null
  const { metric, level, comparison } = threshold
  const earlier = thresholds.findIndex((other) => sameSide(other, threshold) && other.level === level)
  return earlier < index ? `${metric} has a ${level} limit ${comparison} a value already` : null
}

/** The same rule as for the configuration file: a warning lies before its critical limit. */
function neverWarnsFirst(thresholds: readonly Threshold[], warning: Threshold): string | null {
  if (warning.level !== 'warning') return null
  const critical = thresholds.find((other) => other.level === 'critical' && sameSide(other, warning))
  if (critical === undefined || !passedEarlier(warning.comparison, critical.limit, warning.limit)) return null
  return `the warning limit ${warning.limit} lies beyond the critical limit ${critical.limit}: it would never warn first`
}
