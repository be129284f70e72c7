import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { LiveEvent } from '@lockstep/shared-types/live-event'
import type { Measurements, VariantSeries } from '@lockstep/shared-types/measurement'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'

/** One metric as it was measured, before thresholds are laid beside it. */
export type MeasuredSeries = Omit<VariantSeries, 'thresholds'>

/** From the first period to before the end of the last one. */
export type MeasurementWindow = { readonly from: Date; readonly to: Date; readonly periodSeconds: number }

/** `core`: the environment as a whole, and by variant; the series of endpoints are many, and read when somebody looks. */
export type MetricSelection = 'core' | 'endpoints' | 'everything'

/** Reads the metrics of many environments at once, `core` unless told otherwise; answers in their order. Never throws. */
export type ReadMetrics = (
  environments: readonly Environment[],
  window: MeasurementWindow,
  selection?: MetricSelection,
) => Promise<readonly Reading<readonly MeasuredSeries[]>[]>

/** Releases that overlap a time span, for markers on the charts. */
export type ReadMarkers = (
  ref: EnvironmentRef,
  span: { readonly from: string; readonly to: string },
) => Promise<Measurements['markers']>

export type PublishLiveEvents = (events: readonly LiveEvent[]) => Promise<void>
