import { createCloudWatchMetricReader } from '../adapters/aws/cloudwatch-metric-reader.ts'
import { createLoadBalancerDimensions } from '../adapters/aws/load-balancer-dimensions.ts'
import type { ObservationReaders } from '../features/drift/ports.ts'
import { createMeasurementCache } from '../features/measurements/measurement-cache.ts'
import {
  createMeasurementMonitor,
  type MeasurementMonitor,
} from '../features/measurements/measurement-monitor.ts'
import type { ReadMarkers, ReadMetrics } from '../features/measurements/ports.ts'
import { readMeasurements } from '../features/measurements/read-measurements.ts'
import type { MeasurementRoutesDeps } from '../features/measurements/routes.ts'
import type { Foundation } from './foundation.ts'

export type MeasurementParts = {
  readonly readMetrics: ReadMetrics
  readonly monitor: MeasurementMonitor
  readonly verbs: MeasurementRoutesDeps
}

const windowSeconds = 3 * 3600
const periodSeconds = 60
const intervalSeconds = 15

/** Joins the metric reader, the cache and the loop that keeps it fresh. */
export function composeMeasurements(
  foundation: Foundation,
  deps: { readonly readService: ObservationReaders['service']; readonly readMarkers: ReadMarkers },
): MeasurementParts {
  const { environments, findEnvironment, aws, store, live, clock, timers, log } = foundation
  const dimensions = createLoadBalancerDimensions(aws, deps.readService)
  const readMetrics = createCloudWatchMetricReader(aws, clock, dimensions)
  const cache = createMeasurementCache({
    environments,
    readMetrics,
    clock,
    publish: (event) => store.db.transaction().execute((transaction) => live.publish(transaction, event)),
    windowSeconds,
    periodSeconds,
  })
  const monitor = createMeasurementMonitor({
    cache,
    timers,
    intervalSeconds,
    onError: (error) => log.error({ err: error }, 'metrics could not be refreshed'),
  })
  const { readMarkers } = deps
  return {
    readMetrics,
    monitor,
    verbs: {
      readMeasurements: (ref) =>
        readMeasurements({ findEnvironment, cache, readMarkers, clock, windowSeconds, periodSeconds }, ref),
    },
  }
}
