import type { DecisionId } from '@lockstep/shared-types/decision'
import type { MetricId, MetricUnit } from '@lockstep/shared-types/measurement'

export const metricWords: Readonly<Record<MetricId, string>> = {
  'error-rate': 'error rate',
  'latency-p50': 'p50 latency',
  'latency-p95': 'p95 latency',
  'latency-p99': 'p99 latency',
  requests: 'requests',
  'healthy-hosts': 'healthy hosts',
  'database-connections': 'database connections',
  'frontend-error-rate': 'frontend error rate',
}

export const metricUnits: Readonly<Record<MetricId, MetricUnit>> = {
  'error-rate': 'percent',
  'latency-p50': 'milliseconds',
  'latency-p95': 'milliseconds',
  'latency-p99': 'milliseconds',
  requests: 'count',
  'healthy-hosts': 'count',
  'database-connections': 'count',
  'frontend-error-rate': 'percent',
}

/** As many digits as say something: `0.034 %`, `1.2 %`, `12 %`. */
export const percentWords = (percent: number): string =>
  `${Number(percent.toPrecision(percent >= 10 ? 3 : 2))} %`

export function valueWords(metric: MetricId, value: number): string {
  switch (metricUnits[metric]) {
    case 'percent':
      return percentWords(value)
    case 'milliseconds':
      return `${Math.round(value)} ms`
    case 'count':
      return String(Number(value.toFixed(1)))
  }
}

export const decisionWords: Readonly<Record<DecisionId, string>> = {
  continue: 'go on',
  monitor: 'keep an eye on it and go on',
  pause: 'pause until a person has looked',
  'previous-stage': 'back to the stage before',
  'rollback-to-zero': 'back to zero',
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
