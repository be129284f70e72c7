import { type Datapoint, emptyDatapoint } from './datapoint.ts'
import { createOverPeriods, type OverPeriods } from './over-periods.ts'
import { packDay, type PackedDay, unpackDay } from './packed-day.ts'
import { stretchAtAge } from './retention.ts'

/** The datapoints of one series: the newest as they come in, days that are over packed, old ones in longer stretches. */
export type Points = {
  /** The datapoint of the stretch that holds the moment `at`, made when it is not there. Milliseconds since the epoch. */
  at(at: number): Datapoint
  /** What starts from `from` until before `to`, in stretches of at most that length; in no order. */
  within(from: number, to: number, longestStretchSeconds: number): Iterable<readonly [number, Datapoint]>
  values(): Iterable<Datapoint>
  /** What periods that are over have come to. */
  readonly over: OverPeriods
  /** How many there are. */
  size(): number
}

const DAY = 86_400_000
const HOUR = 3_600_000
/** Data may come this late before they are packed; seconds are kept this long. */
const settledAfter = 3 * HOUR

export function createPoints(resolutionSeconds: 1 | 60, now: () => number): Points {
  const stretch = resolutionSeconds * 1000
  const grain = resolutionSeconds === 1 ? HOUR : DAY
  const live = new Map<number, Datapoint>()
  const overPeriods = createOverPeriods(now)
  const days = new Map<number, PackedDay>()
  /** What started before this has been packed. */
  let settled = Number.NEGATIVE_INFINITY
  /** The last one asked for: most come many times in a row. */
  let recent: { readonly start: number; readonly point: Datapoint } | null = null

  const pack = (day: number, points: Iterable<readonly [number, Datapoint]>): void => {
    const length = stretchAtAge(Math.max(settledAfter, now() - (day + DAY)))
    if (length === null) days.delete(day)
    else days.set(day, packDay(points, Math.max(length, 60)))
  }
  const tidy = (): void => {
    const over = new Map<number, [number, Datapoint][]>()
    for (const [start, point] of live) {
      if (start >= settled) continue
      const day = Math.floor(start / DAY) * DAY
      const points = over.get(day) ?? []
      over.set(day, points)
      points.push([start, point])
      live.delete(start)
    }
    for (const [day, points] of over) {
      const before = days.get(day)
      pack(day, before ? [...unpackDay(before), ...points] : points)
    }
    for (const [day, packed] of days) {
      const length = stretchAtAge(now() - (day + DAY))
      if (length === null || length > packed.stretchSeconds) pack(day, unpackDay(packed))
    }
  }

  const add = (start: number): Datapoint => {
    const over = Math.floor((now() - settledAfter) / grain) * grain
    if (over > settled) {
      settled = over
      tidy()
    }
    const fresh = emptyDatapoint()
    live.set(start, fresh)
    return fresh
  }

  return {
    at(at) {
      const start = Math.floor(at / stretch) * stretch
      overPeriods.touch(start)
      if (recent?.start === start) return recent.point
      const point = live.get(start) ?? add(start)
      recent = { start, point }
      return point
    },
    *within(from, to, longest) {
      if (resolutionSeconds <= longest) {
        const first = Math.ceil(from / stretch) * stretch
        if ((to - first) / stretch < live.size) {
          for (let start = first; start < to; start += stretch) {
            const point = live.get(start)
            if (point !== undefined) yield [start, point]
          }
        } else for (const entry of live) if (entry[0] >= from && entry[0] < to) yield entry
      }
      for (const [day, packed] of days)
        if (packed.stretchSeconds <= longest && day < to && day + DAY > from)
          yield* unpackDay(packed, from, to)
    },
    *values() {
      yield* live.values()
      for (const packed of days.values()) for (const [, point] of unpackDay(packed)) yield point
    },
    over: overPeriods,
    size: () => [...days.values()].reduce((total, { starts }) => total + starts.length, live.size),
  }
}
