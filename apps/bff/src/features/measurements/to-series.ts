import {
  metricIds,
  type MeasurementSeries,
  type Threshold,
  type VariantSeries,
} from '@lockstep/shared-types/measurement'
import { metricUnits } from '../../domain/decision/words.ts'
import type { MetricsConfig } from '../../domain/metrics-config.ts'
import { metricError } from '../../domain/policy/check-limit.ts'
import type { MeasuredSeries } from './ports.ts'

const isOfWhole = ({ variant, endpoint }: Pick<MeasuredSeries, 'variant' | 'endpoint'>): boolean =>
  variant === 'all' && endpoint === null

export type ShownWith = {
  readonly metrics: MetricsConfig
  /** Those in force. */
  readonly thresholds: readonly Threshold[]
  readonly periodSeconds: number
  /** Why nothing could be read; null when something could. */
  readonly unreadable: string | null
}

/**
 * Every metric that the environment has, measured or not, with the thresholds in force laid beside it. One that the
 * configuration does not name is left out, unless somebody has set a limit on it: that limit must not vanish.
 */
export function toSeries(
  measured: readonly MeasuredSeries[] | null,
  { metrics, thresholds, periodSeconds, unreadable }: ShownWith,
): MeasurementSeries[] {
  return metricIds
    .flatMap((metric) => {
      const notMeasured = metricError(metric, metrics)
      const own = thresholds.filter((threshold) => threshold.metric === metric)
      return notMeasured !== null && own.length === 0 ? [] : [{ metric, own, notMeasured }]
    })
    .map(({ metric, own, notMeasured }) => {
      const series = measured?.find((one) => one.metric === metric && isOfWhole(one))
      return {
        metric,
        unit: metricUnits[metric],
        periodSeconds: series?.periodSeconds ?? periodSeconds,
        points: [...(series?.points ?? [])],
        thresholds: own,
        unreadable: notMeasured === null ? (unreadable ?? series?.unreadable ?? null) : `${notMeasured}.`,
        ...(series?.note === undefined ? {} : { note: series.note }),
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
