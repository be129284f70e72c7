import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { LiveEvent } from '@lockstep/shared-types/live-event'
import type { Clock } from '../../domain/clock.ts'
import { environmentKey, type Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import type { MeasuredSeries, MeasurementWindow, PublishLiveEvents, ReadMetrics } from './ports.ts'
import { whyUnmeasured } from '../../domain/why-unmeasured.ts'
import { lastWhole } from './measurement-window.ts'

export type MeasurementCacheDeps = {
  readonly environments: readonly Environment[]
  readonly readMetrics: ReadMetrics
  readonly clock: Clock
  /** All that is new at once: hundreds of environments must not take the database for each. */
  readonly publish: PublishLiveEvents
  readonly windowSeconds: number
  readonly periodSeconds: number
}

export type CachedMeasurements = {
  readonly window: MeasurementWindow
  /** The last values that could be read; null when they never could. */
  readonly series: readonly MeasuredSeries[] | null
  /** When those were read. */
  readonly readAt: string | null
  /** Why the newest read failed; null when it did not. */
  readonly unreadable: string | null
}

export type MeasurementCache = {
  /** Reads all environments anew; refreshes at the same time share one read. */
  refresh(): Promise<void>
  get(ref: EnvironmentRef): CachedMeasurements | null
}

const isSame = (a: MeasuredSeries, b: MeasuredSeries): boolean =>
  a.metric === b.metric && a.variant === b.variant && a.endpoint === b.endpoint

const samePoints = (a: MeasuredSeries, b: MeasuredSeries | undefined): boolean =>
  b !== undefined &&
  isSame(a, b) &&
  a.unreadable === b.unreadable &&
  a.points.length === b.points.length &&
  a.points.every(({ at, value }, index) => at === b.points[index]?.at && value === b.points[index]?.value)

/** The last values of a series that could not be read this time, beside why. */
const withLast = (series: MeasuredSeries, before: CachedMeasurements | undefined): MeasuredSeries => {
  if (series.unreadable === null) return series
  const last = before?.series?.find((one) => isSame(one, series))
  return last === undefined ? series : { ...series, points: last.points }
}

/** Whether an open page would show anything else. */
const differs = (before: CachedMeasurements | undefined, after: CachedMeasurements): boolean =>
  before === undefined ||
  before.unreadable !== after.unreadable ||
  before.series?.length !== after.series?.length ||
  !(after.series ?? []).every((series, index) => samePoints(series, before.series?.[index]))

/** Keeps the last hours of every metric in memory, so that viewers cause no AWS call. Only `refresh` reads AWS. */
export function createMeasurementCache(deps: MeasurementCacheDeps): MeasurementCache {
  const { environments, readMetrics, clock, publish, windowSeconds, periodSeconds } = deps
  const cache = new Map<string, CachedMeasurements>()
  let running: Promise<void> | null = null

  const keep = (
    environment: Environment,
    window: MeasurementWindow,
    reading: Reading<readonly MeasuredSeries[]>,
  ) => {
    const key = environmentKey(environment)
    const before = cache.get(key)
    const after: CachedMeasurements = {
      window: reading.state === 'unreadable' && before !== undefined ? before.window : window,
      series:
        reading.state === 'read'
          ? reading.value.map((series) => withLast(series, before))
          : (before?.series ?? null),
      readAt: reading.state === 'read' ? reading.readAt : (before?.readAt ?? null),
      unreadable: whyUnmeasured(reading),
    }
    cache.set(key, after)
    return differs(before, after)
  }

  const readAll = async (): Promise<void> => {
    const window = lastWhole(clock.now(), windowSeconds, periodSeconds)
    const readings = await readMetrics(environments, window)
    const news = environments.flatMap((environment, index): LiveEvent[] => {
      const reading = readings[index]
      if (reading === undefined || !keep(environment, window, reading)) return []
      const { applicationId, environmentId } = environment
      return [{ type: 'measurements.updated', applicationId, environmentId, readAt: reading.readAt }]
    })
    if (news.length > 0) await publish(news)
  }

  return {
    refresh: () => {
      running ??= readAll().finally(() => {
        running = null
      })
      return running
    },
    get: (ref) => cache.get(environmentKey(ref)) ?? null,
  }
}
