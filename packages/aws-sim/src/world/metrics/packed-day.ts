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
  const starts = Float64Array.from(merged.keys()).toSorted()
  let size = 0
  for (const { histogram } of merged.values()) size += histogram?.size ?? 0
  const packed: PackedDay = {
    stretchSeconds,
    starts,
    numbers: new Float64Array(starts.length * 4),
    ends: new Int32Array(starts.length),
    known: new Uint8Array(starts.length),
    buckets: new Int16Array(size),
    counts: new Float32Array(size),
  }
  let end = 0
  for (let index = 0; index < starts.length; index += 1) {
    const point = merged.get(starts[index] ?? 0)
    if (point !== undefined) end = packOne(packed, index, point, end)
  }
  return packed
}

/** Writes a datapoint to its place, its buckets from `end` on; gives where they end. */
function packOne(packed: PackedDay, index: number, point: Datapoint, end: number): number {
  const { numbers, ends, known, buckets, counts } = packed
  numbers[index * 4] = point.sum
  numbers[index * 4 + 1] = point.count
  numbers[index * 4 + 2] = point.minimum
  numbers[index * 4 + 3] = point.maximum
  known[index] = point.histogram === null ? 0 : 1
  let next = end
  for (const [bucket, count] of point.histogram ?? []) {
    buckets[next] = bucket === floorBucket ? packedFloor : bucket
    counts[next] = count
    next += 1
  }
  ends[index] = next
  return next
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
