import type { MeasurementSeries, MetricId, Threshold, Verdict } from '@lockstep/shared-types/measurement'
import { windowValues } from './window-value.ts'

/** What one threshold says of the last window. */
export type ThresholdResult = {
  readonly metric: MetricId
  readonly threshold: Threshold
  readonly verdict: Verdict
  /** The metric's value over the window, in the unit of its series; null when there is none. */
  readonly value: number | null
  /** Periods of the window that have a value. */
  readonly samples: number
}

const breaches = ({ comparison, limit }: Threshold, value: number): boolean =>
  comparison === 'above' ? value > limit : value < limit

/**
 * Compares the last `windowSeconds` before `now` with every threshold of the series. A window without a value is
 * `inconclusive`, which is not `pass`: nobody has seen that all is well.
 */
export function evaluateThresholds(
  series: readonly Pick<MeasurementSeries, 'metric' | 'periodSeconds' | 'points' | 'thresholds'>[],
  windowSeconds: number,
  now: Date,
): ThresholdResult[] {
  const to = now.getTime()
  return windowValues(series, to - windowSeconds * 1000, to).flatMap(
    ({ series: { metric, thresholds }, value, samples }) =>
      thresholds.map((threshold): ThresholdResult => {
        const verdict = value === null ? 'inconclusive' : breaches(threshold, value) ? 'fail' : 'pass'
        return { metric, threshold, verdict, value, samples }
      }),
  )
}
