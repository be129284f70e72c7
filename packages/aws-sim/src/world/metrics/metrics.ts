import type { WorldContext } from '../world.ts'
import { addDatapoint, addValue, type Datapoint, emptyDatapoint } from './datapoint.ts'
import { type Dimensions, seriesKey } from './series-key.ts'

export type MetricId = {
  readonly namespace: string
  readonly name: string
  readonly dimensions: Dimensions
}

export type Series = MetricId & {
  unit: string
  readonly resolutionSeconds: 1 | 60
  /** By the start of their stretch, milliseconds since the epoch; oldest first as long as data come in order. */
  readonly points: Map<number, Datapoint>
}

export type RecordOptions = {
  /** When it was measured, milliseconds since the epoch; the default is now. */
  readonly at?: number
  /** How often the value was measured; the default is once. */
  readonly count?: number
  readonly unit?: string
  readonly resolutionSeconds?: 1 | 60
}

/** Everything measured in the world. Bounded: a day of minutes, three hours of seconds, and a limit on series. */
export type Metrics = {
  record(id: MetricId, value: number, options?: RecordOptions): void
  recordDatapoint(id: MetricId, point: Datapoint, options?: RecordOptions): void
  series(id: MetricId): Series | null
  all(): Iterable<Series>
}

const seriesLimit = 5000
const pointLimit = { 1: 3 * 3600, 60: 27 * 60 } as const

/** Keeps metrics by minute, or by second where the caller asks for high resolution. */
export const createMetrics = ({ clock }: Pick<WorldContext, 'clock'>): Metrics => {
  const all = new Map<string, Series>()

  const seriesOf = (id: MetricId, { unit, resolutionSeconds }: RecordOptions): Series | null => {
    const key = seriesKey(id)
    const known = all.get(key)
    if (known !== undefined) return known
    if (all.size >= seriesLimit) return null
    const fresh: Series = {
      ...id,
      unit: unit ?? 'None',
      resolutionSeconds: resolutionSeconds ?? 60,
      points: new Map(),
    }
    all.set(key, fresh)
    return fresh
  }

  const pointOf = (id: MetricId, options: RecordOptions): Datapoint | null => {
    const series = seriesOf(id, options)
    if (series === null) return null
    const stretch = series.resolutionSeconds * 1000
    const start = Math.floor((options.at ?? clock.now()) / stretch) * stretch
    const known = series.points.get(start)
    if (known !== undefined) return known
    const fresh = emptyDatapoint()
    series.points.set(start, fresh)
    const limit = pointLimit[series.resolutionSeconds]
    // Insertion order is time order but for late data, and then one point too many is lost: cheap beats exact here.
    const [oldest] = series.points.keys()
    if (series.points.size > limit && oldest !== undefined) series.points.delete(oldest)
    return fresh
  }

  return {
    record(id, value, options = {}) {
      const point = pointOf(id, options)
      if (point !== null) addValue(point, value, options.count ?? 1)
    },
    recordDatapoint(id, datapoint, options = {}) {
      const point = pointOf(id, options)
      if (point !== null) addDatapoint(point, datapoint)
    },
    series: (id) => all.get(seriesKey(id)) ?? null,
    all: () => all.values(),
  }
}
