import type { MeasurementSeries, MetricId } from '@lockstep/shared-types/measurement'

export type WindowSeries = Pick<MeasurementSeries, 'metric' | 'periodSeconds' | 'points'>

/** A series over a window: its value, null when there is none, and how many periods of it have one. */
export type WindowValue<Series extends WindowSeries> = {
  readonly series: Series
  readonly value: number | null
  readonly samples: number
  /** Begin of the newest period that has a value; null when none has. */
  readonly newestAt: string | null
}

export type Measured = { readonly at: string; readonly value: number }

/** One value of each series for the periods that began from `from` on, in milliseconds since 1970, weighed by the requests among the series. */
export function windowValues<Series extends WindowSeries>(
  series: readonly Series[],
  from: number,
  to: number,
): WindowValue<Series>[] {
  const requestSeries = series.find(({ metric }) => metric === 'requests')
  const requests = new Map(
    requestSeries?.points.flatMap(({ at, value }) => (value === null ? [] : [[at, value] as const])),
  )
  return series.map((one) => {
    const measured = inWindow(one, from, to)
    return {
      series: one,
      value: measured.length === 0 ? null : windowValue(one.metric, measured, requests),
      samples: measured.length,
      newestAt: measured.at(-1)?.at ?? null,
    }
  })
}

/** Numbers of requests come in for so long after their period; a window that is hardly longer cannot wait for them. */
const settleMilliseconds = 180_000
const shortestSettled = 300_000

/**
 * Points whose period began in the window. A period that began before it also holds what was before it, such as the
 * errors of the version that a release has just replaced. The period that has not ended yet counts: rates and
 * latencies of a part of it are true, save for a number of requests.
 */
function inWindow({ metric, points, periodSeconds }: WindowSeries, from: number, to: number): Measured[] {
  const settle = to - from >= shortestSettled ? settleMilliseconds : 0
  const lastSettled = to - periodSeconds * 1000 - settle
  return points.flatMap(({ at, value }) => {
    const start = Date.parse(at)
    const lastStart = metric === 'requests' ? lastSettled : to
    return value !== null && start >= from && start <= lastStart ? [{ at, value }] : []
  })
}

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
export function windowValue(
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
