/** Counts of values in buckets that grow by 2 %, so that a percentile is exact within 1 % in a few hundred numbers. */
export type Histogram = Map<number, number>

const growth = Math.log(1.02)
/** Where zero and negative values are counted. */
export const floorBucket = Number.MIN_SAFE_INTEGER

const bucketOf = (value: number): number =>
  value > 0 ? Math.floor(Math.log(value) / growth + 1e-9) : floorBucket
const middleOf = (bucket: number): number => (bucket === floorBucket ? 0 : Math.exp((bucket + 0.5) * growth))

export const record = (histogram: Histogram, value: number, count: number): void => {
  const bucket = bucketOf(value)
  histogram.set(bucket, (histogram.get(bucket) ?? 0) + count)
}

/** The value below which `percent` of the counted values lie, between `minimum` and `maximum`. */
export const percentile = (
  histogram: Histogram,
  percent: number,
  { minimum, maximum }: { readonly minimum: number; readonly maximum: number },
): number => {
  const buckets = [...histogram].sort(([a], [b]) => a - b)
  const total = buckets.reduce((sum, [, count]) => sum + count, 0)
  const wanted = (percent / 100) * total
  let seen = 0
  for (const [bucket, count] of buckets) {
    seen += count
    if (seen >= wanted) return Math.min(maximum, Math.max(minimum, middleOf(bucket)))
  }
  return maximum
}

/** The counts of all values multiplied by `factor`, to the nearest bucket: within 1 %. */
export const shift = (histogram: Histogram, factor: number): Histogram => {
  const by = Math.round(Math.log(factor) / growth)
  return new Map(
    Array.from(
      histogram,
      ([bucket, count]) => [bucket === floorBucket ? bucket : bucket + by, count] as const,
    ),
  )
}
