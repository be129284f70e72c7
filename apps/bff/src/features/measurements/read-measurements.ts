import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Measurements } from '@lockstep/shared-types/measurement'
import type { Clock } from '../../domain/clock.ts'
import type { Environment } from '../../domain/environment.ts'
import type { ReadThresholdsInForce } from '../../domain/policy/in-force.ts'
import { unknownEnvironment } from '../../domain/request-problems.ts'
import { ok, type Result } from '../../domain/result.ts'
import { whyUnmeasured } from '../../domain/why-unmeasured.ts'
import type { MeasurementCache } from './measurement-cache.ts'
import type { MeasurementReads } from './measurement-reads.ts'
import { lastWhole } from './measurement-window.ts'
import type { MeasuredSeries, MeasurementWindow, ReadMarkers } from './ports.ts'
import { toSeries, toVariantSeries } from './to-series.ts'

export type ReadMeasurementsDeps = {
  readonly findEnvironment: (ref: EnvironmentRef) => Environment | null
  readonly thresholdsInForce: ReadThresholdsInForce
  readonly cache: Pick<MeasurementCache, 'get'>
  readonly reads: MeasurementReads
  readonly readMarkers: ReadMarkers
  readonly clock: Clock
  /** Of the cache. */
  readonly windowSeconds: number
  readonly periodSeconds: number
}

type Found = {
  readonly window: MeasurementWindow
  readonly series: readonly MeasuredSeries[] | null
  readonly readAt: string | null
  readonly unreadable: string | null
}

/**
 * The last hours of every metric with the thresholds in force. `not-found`: not configured. The hours that the monitor
 * keeps come from it; longer windows and endpoints are read by need, at most once a minute for all who look.
 */
export async function readMeasurements(
  deps: ReadMeasurementsDeps,
  ref: EnvironmentRef,
  hours: number,
): Promise<Result<Measurements>> {
  const environment = deps.findEnvironment(ref)
  if (environment === null) return unknownEnvironment(ref)
  const isKept = hours * 3600 <= deps.windowSeconds
  const [found, { thresholds }] = await Promise.all([
    isKept ? fromCache(deps, environment, hours) : byNeed(deps, environment, hours),
    deps.thresholdsInForce(environment),
  ])
  const { window, series, readAt, unreadable } = found
  const span = { from: window.from.toISOString(), to: window.to.toISOString() }
  const { applicationId, environmentId, metrics } = environment
  const shown = { metrics, thresholds, unreadable, periodSeconds: window.periodSeconds }
  return ok({
    applicationId,
    environmentId,
    ...span,
    readAt,
    series: toSeries(series, shown),
    variants: toVariantSeries(series ?? [], shown),
    markers: await deps.readMarkers(ref, span),
  })
}

async function fromCache(
  { cache, reads, clock, windowSeconds, periodSeconds }: ReadMeasurementsDeps,
  environment: Environment,
  hours: number,
): Promise<Found> {
  const cached = cache.get(environment)
  const hasEndpoints = (environment.metrics.application?.endpoints ?? null) !== null
  const endpoints = hasEndpoints ? await reads(environment, windowSeconds / 3600, 'endpoints') : null
  const whole = cached?.window ?? lastWhole(clock.now(), windowSeconds, periodSeconds)
  const window = { ...whole, from: new Date(whole.to.getTime() - hours * 3_600_000) }
  const ofEndpoints = endpoints?.reading?.state === 'read' ? endpoints.reading.value : []
  return {
    window,
    series: [...(cached?.series ?? []), ...ofEndpoints].map((series) => within(series, window)),
    readAt: cached?.readAt ?? null,
    unreadable: cached === null ? whyUnmeasured(undefined) : cached.unreadable,
  }
}

const within = (series: MeasuredSeries, { from, to }: MeasurementWindow): MeasuredSeries => ({
  ...series,
  points: series.points.filter(({ at }) => Date.parse(at) >= from.getTime() && Date.parse(at) < to.getTime()),
})

async function byNeed(
  { reads }: ReadMeasurementsDeps,
  environment: Environment,
  hours: number,
): Promise<Found> {
  const { window, reading } = await reads(environment, hours, 'everything')
  return {
    window,
    series: reading?.state === 'read' ? reading.value : null,
    readAt: reading?.readAt ?? null,
    unreadable: whyUnmeasured(reading),
  }
}
