import type { WorldContext } from '../world.ts'
import { addDatapoint, addValue, type Datapoint } from './datapoint.ts'
import { createPoints, type Points } from './points.ts'
import { type Dimensions, seriesKey } from './series-key.ts'

export type MetricId = {
  readonly namespace: string
  readonly name: string
  readonly dimensions: Dimensions
}

export type Series = MetricId & {
  unit: string
  readonly resolutionSeconds: 1 | 60
  readonly points: Points
}

export type RecordOptions = {
  /** When it was measured, milliseconds since the epoch; the default is now. */
  readonly at?: number
  /** How often the value was measured; the default is once. */
  readonly count?: number
  readonly unit?: string
  readonly resolutionSeconds?: 1 | 60
}

/** One metric, found once, for whoever records it again and again. `at` in milliseconds since the epoch. */
export type Recorder = {
  record(value: number, count: number, at: number): void
  add(point: Datapoint, at: number): void
}

/** Everything measured in the world, kept as fine and as long as CloudWatch keeps it; the number of series has a limit. */
export type Metrics = {
  record(id: MetricId, value: number, options?: RecordOptions): void
  recorder(id: MetricId, options?: Pick<RecordOptions, 'unit'>): Recorder
  recordDatapoint(id: MetricId, point: Datapoint, options?: RecordOptions): void
  series(id: MetricId): Series | null
  all(): Iterable<Series>
  /** Milliseconds since the epoch. */
  now(): number
  /** How late what AWS measures by itself shows, in milliseconds; 0 shows it at once, the minute that runs too. */
  delay: number
}

const seriesLimit = 5000

/** Keeps metrics by minute, or by second where the caller asks for high resolution. */
export const createMetrics = ({ clock }: Pick<WorldContext, 'clock'>): Metrics => {
  const all = new Map<string, Series>()

  const seriesOf = (id: MetricId, { unit, resolutionSeconds }: RecordOptions): Series | null => {
    const key = seriesKey(id)
    const known = all.get(key)
    if (known !== undefined) return known
    if (all.size >= seriesLimit) return null
    const resolution = resolutionSeconds ?? 60
    const fresh: Series = {
      ...id,
      unit: unit ?? 'None',
      resolutionSeconds: resolution,
      points: createPoints(resolution, clock.now),
    }
    all.set(key, fresh)
    return fresh
  }

  const pointOf = (id: MetricId, options: RecordOptions): Datapoint | null => {
    const series = seriesOf(id, options)
    return series?.points.at(options.at ?? clock.now()) ?? null
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
    recorder(id, options = {}) {
      let series: Series | null = null
      const pointAt = (at: number): Datapoint | null => {
        // A series begins with its first value, not with whoever may record one.
        series ??= seriesOf(id, options)
        return series?.points.at(at) ?? null
      }
      return {
        record(value, count, at) {
          const point = pointAt(at)
          if (point !== null) addValue(point, value, count)
        },
        add(point, at) {
          const target = pointAt(at)
          if (target !== null) addDatapoint(target, point)
        },
      }
    },
    series: (id) => all.get(seriesKey(id)) ?? null,
    all: () => all.values(),
    now: clock.now,
    delay: 0,
  }
}
