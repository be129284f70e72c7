import { type Histogram, percentile, record, shift } from './histogram.ts'

/** All that is known of one metric within one stretch of time. */
export type Datapoint = {
  sum: number
  count: number
  minimum: number
  maximum: number
  /** Null once a statistic set came in: its percentiles cannot be known. */
  histogram: Histogram | null
}

export const emptyDatapoint = (): Datapoint => ({
  sum: 0,
  count: 0,
  minimum: Number.POSITIVE_INFINITY,
  maximum: Number.NEGATIVE_INFINITY,
  histogram: new Map(),
})

export const addValue = (point: Datapoint, value: number, count: number): void => {
  point.sum += value * count
  point.count += count
  point.minimum = Math.min(point.minimum, value)
  point.maximum = Math.max(point.maximum, value)
  if (point.histogram !== null) record(point.histogram, value, count)
}

/** Adds `other` into `point`: periods are made of finer datapoints. */
export const addDatapoint = (
  point: Datapoint,
  other: Omit<Datapoint, 'histogram'> & { histogram: Histogram | null },
): void => {
  point.sum += other.sum
  point.count += other.count
  point.minimum = Math.min(point.minimum, other.minimum)
  point.maximum = Math.max(point.maximum, other.maximum)
  if (other.histogram === null) point.histogram = null
  else if (point.histogram?.size === 0) point.histogram = new Map(other.histogram)
  else if (point.histogram !== null)
    for (const [bucket, count] of other.histogram)
      point.histogram.set(bucket, (point.histogram.get(bucket) ?? 0) + count)
}

/** The same measurements in a unit that is `factor` times as large, such as 1000 from milliseconds to seconds. */
export const inUnit = (
  { sum, count, minimum, maximum, histogram }: Datapoint,
  factor: number,
): Datapoint => ({
  sum: sum / factor,
  count,
  minimum: minimum / factor,
  maximum: maximum / factor,
  histogram: histogram && shift(histogram, 1 / factor),
})

export const isStatistic = (stat: string): boolean =>
  /^(SampleCount|Sum|Average|Minimum|Maximum|p(100|\d{1,2}(\.\d+)?))$/.test(stat)

/** Null when the statistic cannot be told from what was recorded. `stat` must satisfy `isStatistic`. */
export const statistic = (point: Datapoint, stat: string): number | null => {
  if (point.count === 0) return null
  switch (stat) {
    case 'SampleCount':
      return point.count
    case 'Sum':
      return point.sum
    case 'Average':
      return point.sum / point.count
    case 'Minimum':
      return point.minimum
    case 'Maximum':
      return point.maximum
    default:
      return point.histogram && percentile(point.histogram, Number(stat.slice(1)), point)
  }
}
