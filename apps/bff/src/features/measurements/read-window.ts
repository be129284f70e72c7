import type { Measurements } from '@lockstep/shared-types/measurement'
import type { Environment } from '../../domain/environment.ts'
import type { ReadThresholdsInForce } from '../../domain/policy/in-force.ts'
import { whyUnmeasured } from '../../domain/why-unmeasured.ts'
import type { ReadMetrics } from './ports.ts'
import { toSeries, toVariantSeries } from './to-series.ts'

export type ReadWindowDeps = {
  readonly readMetrics: ReadMetrics
  readonly thresholdsInForce: ReadThresholdsInForce
  readonly periodSeconds: number
}

/**
 * Reads the metrics of one environment for a span of time, now and not from the cache: a release that watches its
 * own effect must not wait for the next refresh. Whole periods are read: the first and the last may reach beyond the span.
 */
export async function readWindow(
  { readMetrics, thresholdsInForce, periodSeconds }: ReadWindowDeps,
  environment: Environment,
  from: Date,
  to: Date,
): Promise<Measurements> {
  const step = periodSeconds * 1000
  const window = {
    from: new Date(Math.floor(from.getTime() / step) * step),
    to: new Date(Math.ceil(to.getTime() / step) * step),
    periodSeconds,
  }
  const [[reading], { thresholds }] = await Promise.all([
    readMetrics([environment], window),
    thresholdsInForce(environment),
  ])
  const series = reading?.state === 'read' ? reading.value : null
  const shown = {
    metrics: environment.metrics,
    thresholds,
    periodSeconds,
    unreadable: whyUnmeasured(reading),
  }
  return {
    applicationId: environment.applicationId,
    environmentId: environment.environmentId,
    from: from.toISOString(),
    to: to.toISOString(),
    readAt: reading?.readAt ?? null,
    series: toSeries(series, shown),
    variants: toVariantSeries(series ?? [], shown),
    markers: [],
  }
}
