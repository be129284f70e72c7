import {
  metricIds,
  type MeasurementSeries,
  type MetricId,
  type Threshold,
  type VariantSeries,
} from '@lockstep/shared-types/measurement'
import { metricUnits } from '../../domain/decision/words.ts'
import type { MetricsConfig } from '../../domain/metrics-config.ts'
import type { MeasuredSeries } from './ports.ts'

const isOfWhole = ({ variant, endpoint }: Pick<MeasuredSeries, 'variant' | 'endpoint'>): boolean =>
  variant === 'all' && endpoint === null

/** What is measured here: a database and a frontend only where the configuration names them. */
const measuredHere = (metric: MetricId, { database, rum }: MetricsConfig): boolean => {
  switch (metric) {
    case 'database-connections':
      return database !== null
    case 'frontend-error-rate':
      return rum !== null
    case 'error-rate':
    case 'latency-p50':
    case 'latency-p95':
    case 'latency-p99':
    case 'requests':
    case 'healthy-hosts':
      return true
  }
}

export type ShownWith = {
  readonly metrics: MetricsConfig
  /** Those in force. */
  readonly thresholds: readonly Threshold[]
  readonly periodSeconds: number
  /** Why nothing could be read; null when something could. */
  readonly unreadable: string | null
}

/** Every metric that the environment has, measured or not, with the thresholds in force laid beside it. */
export function toSeries(
  measured: readonly MeasuredSeries[] | null,
  { metrics, thresholds, periodSeconds, unreadable }: ShownWith,
): MeasurementSeries[] {
  return metricIds
    .filter((metric) => measuredHere(metric, metrics))
    .map((metric) => {
      const series = measured?.find((one) => one.metric === metric && isOfWhole(one))
      return {
        metric,
        unit: metricUnits[metric],
        periodSeconds: series?.periodSeconds ?? periodSeconds,
        points: [...(series?.points ?? [])],
        thresholds: thresholds.filter((threshold) => threshold.metric === metric),
        unreadable: unreadable ?? series?.unreadable ?? null,
      }
    })
}

/** What was measured of variants and endpoints. */
export const toVariantSeries = (
  measured: readonly MeasuredSeries[],
  { thresholds, unreadable }: Pick<ShownWith, 'thresholds' | 'unreadable'>,
): VariantSeries[] =>
  measured
    .filter((series) => !isOfWhole(series))
    .map((series) => ({
      ...series,
      points: [...series.points],
      thresholds: thresholds.filter(({ metric }) => metric === series.metric),
      unreadable: unreadable ?? series.unreadable,
    }))
