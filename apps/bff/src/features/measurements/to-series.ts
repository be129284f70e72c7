import {
  metricIds,
  type MeasurementSeries,
  type MetricId,
  type MetricUnit,
} from '@lockstep/shared-types/measurement'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import type { MeasuredSeries } from './ports.ts'

const metricUnit: Readonly<Record<MetricId, MetricUnit>> = {
  'error-rate': 'percent',
  'latency-p50': 'milliseconds',
  'latency-p95': 'milliseconds',
  'latency-p99': 'milliseconds',
  requests: 'count',
  'healthy-hosts': 'count',
  'database-connections': 'count',
  'frontend-error-rate': 'percent',
}

/** Why a read gave no values; null when it gave some. */
export function whyUnreadable(reading: Reading<unknown> | undefined): string | null {
  switch (reading?.state) {
    case 'read':
      return null
    case 'absent':
      return 'The service has no load balancer target group to measure.'
    case 'unreadable':
      return reading.problem.title
    case undefined:
      return 'The metrics have not been read yet.'
  }
}

/** Every metric, measured or not, with the environment's thresholds laid beside it. */
export function toSeries(
  environment: Pick<Environment, 'thresholds'>,
  measured: readonly MeasuredSeries[] | null,
  unreadable: string | null,
  periodSeconds: number,
): MeasurementSeries[] {
  return metricIds.map((metric) => {
    const series = measured?.find((one) => one.metric === metric)
    return {
      metric,
      unit: metricUnit[metric],
      periodSeconds: series?.periodSeconds ?? periodSeconds,
      points: [...(series?.points ?? [])],
      thresholds: environment.thresholds.filter((threshold) => threshold.metric === metric),
      unreadable,
    }
  })
}
