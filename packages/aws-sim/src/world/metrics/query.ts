import { addDatapoint, type Datapoint, statistic } from './datapoint.ts'
import type { MetricId, Metrics } from './metrics.ts'
import { stretchAtAge } from './retention.ts'

export type Window = {
  /** Milliseconds since the epoch; rounded down to the period. */
  readonly from: number
  /** Exclusive. */
  readonly to: number
  readonly periodSeconds: number
}

/** Values by the start of their period, oldest first; a period without data is not there. */
export type TimeSeries = Map<number, number>

/** Whole periods of a metric, merged from what was recorded in stretches no longer than they are; oldest first. */
export const periods = (metrics: Metrics, id: MetricId, window: Window): Map<number, Datapoint> => {
  const period = window.periodSeconds * 1000
  const first = Math.floor(window.from / period) * period
  const merged = new Map<number, Datapoint>()
  // Most periods hold one stretch; its own datapoint does until a second one comes.
  const borrowed = new Set<Datapoint>()
  const points = metrics.series(id)?.points.within(first, window.to, window.periodSeconds) ?? []
  for (const [start, recorded] of points) {
    const point = arrived(metrics, id, start, recorded)
    if (point === null) continue
    const key = Math.floor(start / period) * period
    const known = merged.get(key)
    if (known === undefined) {
      merged.set(key, point)
      borrowed.add(point)
      continue
    }
    const own = borrowed.has(known) ? copyOf(known) : known
    merged.set(key, own)
    addDatapoint(own, point)
  }
  return new Map([...merged].sort(([a], [b]) => a - b))
}

const minute = 60_000
/** Of a minute that is coming in. believed: nodes report one by one, so that a part of it shows first; how much was not looked up. */
const partial = 0.4

/**
 * What is to be seen of a minute by now: nothing until half the delay after its end, then a part, then all. Only of what AWS
 * measures: what an application sends is there at once.
 */
function arrived(
  { delay, now }: Metrics,
  { namespace }: MetricId,
  start: number,
  point: Datapoint,
): Datapoint | null {
  if (delay === 0 || !namespace.startsWith('AWS/')) return point
  const age = now() - start - minute
  if (age >= delay) return point
  if (age < delay / 2) return null
  const count = Math.max(1, Math.round(point.count * partial))
  return { ...point, count, sum: (point.sum * count) / point.count }
}

const copyOf = (point: Datapoint): Datapoint => ({
  ...point,
  histogram: point.histogram && new Map(point.histogram),
})

export const query = (metrics: Metrics, id: MetricId, stat: string, window: Window): TimeSeries => {
  const points = metrics.series(id)?.points
  const make = (from: number, to: number): [number, number][] =>
    [...periods(metrics, id, { ...window, from, to })].flatMap(([start, point]) => {
      const value = statistic(point, stat)
      return value === null ? [] : [[start, value] as [number, number]]
    })
  // What is that old is there in longer stretches one day, and then gone.
  return points === undefined ||
    metrics.delay > 0 ||
    window.periodSeconds < longestStretch(window.from, metrics.now())
    ? new Map(make(window.from, window.to))
    : points.over.recall(`${stat} ${window.periodSeconds}`, window, make)
}

const longestStretch = (from: number, now: number): number =>
  stretchAtAge(now - from) ?? Number.POSITIVE_INFINITY
