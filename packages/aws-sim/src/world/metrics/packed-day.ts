import { addDatapoint, type Datapoint } from './datapoint.ts'
import { floorBucket } from './histogram.ts'

/** A day of one series in few arrays: a tenth of the memory that its datapoints take as objects. */
export type PackedDay = {
  readonly stretchSeconds: number
  /** When each stretch starts, milliseconds since the epoch; oldest first. */
  readonly starts: Float64Array
  /** Sum, count, minimum and maximum of each. */
  readonly numbers: Float64Array
  /** Where the buckets of each end; the same as before without histogram. */
  readonly ends: Int32Array
  /** 1 for each that has a histogram. */
  readonly known: Uint8Array
  readonly buckets: Int16Array
  readonly counts: Float32Array
}

export type Start = readonly [start: number, point: Datapoint]

/** Stands for the histogram's own floor, which no short number holds. */
const packedFloor = -32_768

/** Packs datapoints, merged into stretches of that length; those given are used up. */
export function packDay(points: Iterable<Start>, stretchSeconds: number): PackedDay {
  const stretch = stretchSeconds * 1000
  const merged = new Map<number, Datapoint>()
  for (const [at, point] of points) {
    const start = Math.floor(at / stretch) * stretch
    const known = merged.get(start)
    if (known === undefined) merged.set(start, point)
    else addDatapoint(known, point)
  }
  const ordered = [...merged].toSorted(([a], [b]) => a - b)
  const size = ordered.reduce((total, [, { histogram }]) => total + (histogram?.size ?? 0), 0)
  const packed: PackedDay = {
    stretchSeconds,
    starts: Float64Array.from(ordered, ([start]) => start),
    numbers: Float64Array.from(
      ordered.flatMap(([, { sum, count, minimum, maximum }]) => [sum, count, minimum, maximum]),
    ),
    ends: new Int32Array(ordered.length),
    known: Uint8Array.from(ordered, ([, { histogram }]) => Number(histogram !== null)),
    buckets: new Int16Array(size),
    counts: new Float32Array(size),
  }
  let end = 0
  for (const [index, [, { histogram }]] of ordered.entries()) {
    for (const [bucket, count] of histogram ?? []) {
      packed.buckets[end] = bucket === floorBucket ? packedFloor : bucket
      packed.counts[end] = count
      end += 1
    }
    packed.ends[index] = end
  }
  return packed
}

/** The datapoints that start from `from` until before `to`, oldest first. */
export function* unpackDay(
  day: PackedDay,
  from = Number.NEGATIVE_INFINITY,
  to = Number.POSITIVE_INFINITY,
): Generator<Start> {
  for (const [index, start] of day.starts.entries()) {
    if (start >= to) return
    if (start >= from) yield [start, pointAt(day, index)]
  }
}

function pointAt({ numbers, ends, known, buckets, counts }: PackedDay, index: number): Datapoint {
  const [sum = 0, count = 0, minimum = 0, maximum = 0] = numbers.subarray(index * 4, index * 4 + 4)
  const histogram = known[index] === 1 ? new Map<number, number>() : null
  for (let at = ends[index - 1] ?? 0; at < (ends[index] ?? 0); at += 1) {
    const bucket = buckets[at] ?? 0
    histogram?.set(bucket === packedFloor ? floorBucket : bucket, counts[at] ?? 0)
  }
  return { sum, count, minimum, maximum, histogram }
}
