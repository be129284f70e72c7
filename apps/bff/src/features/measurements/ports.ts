import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { LiveEvent } from '@lockstep/shared-types/live-event'
import type { Measurements, MeasurementSeries } from '@lockstep/shared-types/measurement'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'

/** One metric as it was measured, before thresholds are laid beside it. */
export type MeasuredSeries = Pick<MeasurementSeries, 'metric' | 'unit' | 'periodSeconds' | 'points'>

/** From the first period to before the end of the last one. */
export type MeasurementWindow = { readonly from: Date; readonly to: Date; readonly periodSeconds: number }

/** Reads the metrics of many environments at once; answers in their order. Never throws. */
export type ReadMetrics = (
  environments: readonly Environment[],
  window: MeasurementWindow,
) => Promise<readonly Reading<readonly MeasuredSeries[]>[]>

/** Releases that overlap a time span, for markers on the charts. */
export type ReadMarkers = (
  ref: EnvironmentRef,
  span: { readonly from: string; readonly to: string },
) => Promise<Measurements['markers']>

export type PublishLiveEvent = (event: LiveEvent) => Promise<void>
