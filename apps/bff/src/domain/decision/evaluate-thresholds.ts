import type { MeasurementSeries, MetricId, Threshold, Verdict } from '@lockstep/shared-types/measurement'

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

type Measured = { readonly at: string; readonly value: number }

/**
 * Points whose period began in the window. A period that began before it also holds what was before it, such as the
 * errors of the version that a release has just replaced. The period that has not ended yet counts: rates and
 * latencies of a part of it are true, save for a number of requests.
 */
const inWindow = (
  { metric, points, periodSeconds }: Pick<MeasurementSeries, 'metric' | 'points' | 'periodSeconds'>,
  from: number,
  to: number,
): Measured[] =>
  points.flatMap(({ at, value }) => {
    const start = Date.parse(at)
    const lastStart = metric === 'requests' ? to - periodSeconds * 1000 : to
    return value !== null && start >= from && start <= lastStart ? [{ at, value }] : []
  })

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** A period counts as much as it had requests; all alike when the requests are not known for each. */
function weightedMean(points: readonly Measured[], requests: ReadonlyMap<string, number>): number {
  const weights = points.map(({ at }) => requests.get(at) ?? 0)
  if (weights.some((weight) => weight <= 0)) return sum(points.map(({ value }) => value)) / points.length
  return sum(points.map(({ value }, index) => value * (weights[index] ?? 0))) / sum(weights)
}

/**
 * One value for a window: error rates and latencies weigh each period by its requests; `healthy-hosts` is the lowest,
 * because one minute without hosts is an outage; `database-connections` the highest; `requests` is the mean per period.
 */
function windowValue(
  metric: MetricId,
  points: readonly Measured[],
  requests: ReadonlyMap<string, number>,
): number {
  switch (metric) {
    case 'error-rate':
    case 'frontend-error-rate':
    case 'latency-p50':
    case 'latency-p95':
    case 'latency-p99':
      return weightedMean(points, requests)
    case 'database-connections':
      return Math.max(...points.map(({ value }) => value))
    case 'healthy-hosts':
      return Math.min(...points.map(({ value }) => value))
    case 'requests':
      return sum(points.map(({ value }) => value)) / points.length
  }
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
  const from = to - windowSeconds * 1000
  const requestSeries = series.find(({ metric }) => metric === 'requests')
  const requests = new Map(
    requestSeries?.points.flatMap(({ at, value }) => (value === null ? [] : [[at, value] as const])),
  )
  return series.flatMap((one) => {
    const { metric, thresholds } = one
    const measured = inWindow(one, from, to)
    const value = measured.length === 0 ? null : windowValue(metric, measured, requests)
    return thresholds.map((threshold): ThresholdResult => {
      const verdict = value === null ? 'inconclusive' : breaches(threshold, value) ? 'fail' : 'pass'
      return { metric, threshold, verdict, value, samples: measured.length }
    })
  })
}
