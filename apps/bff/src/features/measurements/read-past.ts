import type { MeasurementSeries } from '@lockstep/shared-types/measurement'
import type { Environment } from '../../domain/environment.ts'
import { whyUnmeasured } from '../../domain/why-unmeasured.ts'
import type { MeasurementReads } from './measurement-reads.ts'
import { toSeries } from './to-series.ts'

/** The environment as a whole over the last hours, without thresholds; read at most once a minute for all who ask. */
export async function readPast(
  { reads }: { readonly reads: MeasurementReads },
  environment: Environment,
  hours: number,
): Promise<{ from: Date; to: Date; series: MeasurementSeries[] }> {
  const { window, reading } = await reads(environment, hours, 'everything')
  const { from, to, periodSeconds } = window
  const series = toSeries(reading?.state === 'read' ? reading.value : null, {
    metrics: environment.metrics,
    thresholds: [],
    periodSeconds,
    unreadable: whyUnmeasured(reading),
  })
  return { from, to, series }
}
