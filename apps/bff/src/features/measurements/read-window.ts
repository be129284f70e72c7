import type { Measurements } from '@lockstep/shared-types/measurement'
import type { Environment } from '../../domain/environment.ts'
import type { ReadMetrics } from './ports.ts'
import { toSeries, whyUnreadable } from './to-series.ts'

export type ReadWindowDeps = { readonly readMetrics: ReadMetrics; readonly periodSeconds: number }

/**
 * Reads the metrics of one environment for a span of time, now and not from the cache: a release that watches its
 * own effect must not wait for the next refresh. Whole periods are read: the first and the last may reach beyond the span.
 */
export async function readWindow(
  { readMetrics, periodSeconds }: ReadWindowDeps,
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
  const [reading] = await readMetrics([environment], window)
  const series = reading?.state === 'read' ? reading.value : null
  return {
    applicationId: environment.applicationId,
    environmentId: environment.environmentId,
    from: from.toISOString(),
    to: to.toISOString(),
    readAt: reading?.readAt ?? null,
    series: toSeries(environment, series, whyUnreadable(reading), periodSeconds),
    variants: [],
    markers: [],
  }
}
