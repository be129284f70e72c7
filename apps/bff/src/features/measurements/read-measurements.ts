import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Measurements } from '@lockstep/shared-types/measurement'
import type { Clock } from '../../domain/clock.ts'
import type { Environment } from '../../domain/environment.ts'
import { unknownEnvironment } from '../../domain/request-problems.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { MeasurementCache } from './measurement-cache.ts'
import type { ReadMarkers } from './ports.ts'
import { toSeries, whyUnreadable } from './to-series.ts'

export type ReadMeasurementsDeps = {
  readonly findEnvironment: (ref: EnvironmentRef) => Environment | null
  readonly cache: Pick<MeasurementCache, 'get'>
  readonly readMarkers: ReadMarkers
  readonly clock: Clock
  readonly windowSeconds: number
  readonly periodSeconds: number
}

/** The last hours of every metric with its thresholds, from the cache. `not-found`: not configured. Causes no AWS call. */
export async function readMeasurements(
  deps: ReadMeasurementsDeps,
  ref: EnvironmentRef,
): Promise<Result<Measurements>> {
  const environment = deps.findEnvironment(ref)
  if (environment === null) return unknownEnvironment(ref)
  const cached = deps.cache.get(ref)
  const to = cached?.window.to ?? deps.clock.now()
  const from = cached?.window.from ?? new Date(to.getTime() - deps.windowSeconds * 1000)
  const span = { from: from.toISOString(), to: to.toISOString() }
  const { applicationId, environmentId } = ref
  return ok({
    applicationId,
    environmentId,
    ...span,
    readAt: cached?.readAt ?? null,
    series: toSeries(
      environment,
      cached?.series ?? null,
      cached ? cached.unreadable : whyUnreadable(undefined),
      deps.periodSeconds,
    ),
    variants: [],
    markers: await deps.readMarkers(ref, span),
  })
}
