import { createCloudWatchMetricReader } from '../adapters/aws/cloudwatch-metric-reader.ts'
import { createLoadBalancerDimensions } from '../adapters/aws/load-balancer-dimensions.ts'
import { createRolloutMarkers } from '../adapters/store/rollout-markers.ts'
import type { ReadVariants } from '../domain/decision/variant-window.ts'
import type { ReadThresholdsInForce } from '../domain/policy/in-force.ts'
import type { ObservationReaders } from '../features/drift/ports.ts'
import { createMeasurementCache } from '../features/measurements/measurement-cache.ts'
import {
  createMeasurementMonitor,
  type MeasurementMonitor,
} from '../features/measurements/measurement-monitor.ts'
import { createMeasurementReads } from '../features/measurements/measurement-reads.ts'
import type { ReadMarkers, ReadMetrics } from '../features/measurements/ports.ts'
import { readMeasurements } from '../features/measurements/read-measurements.ts'
import { readPast } from '../features/measurements/read-past.ts'
import { createReadVariants } from '../features/measurements/read-variants.ts'
import type { MeasurementRoutesDeps } from '../features/measurements/routes.ts'
import type { ReadPast } from '../features/policy/ports.ts'
import type { Foundation } from './foundation.ts'

export type MeasurementParts = {
  readonly readMetrics: ReadMetrics
  readonly readVariants: ReadVariants
  readonly readPast: ReadPast
  /** Reads what the monitor keeps, now. */
  readonly refresh: () => Promise<void>
  readonly monitor: MeasurementMonitor
  readonly verbs: MeasurementRoutesDeps
}

const windowSeconds = 3 * 3600
const periodSeconds = 60
const intervalSeconds = 15

/** Joins the metric reader, the cache and the loop that keeps it fresh. */
export function composeMeasurements(
  foundation: Foundation,
  deps: {
    readonly readService: ObservationReaders['service']
    readonly readMarkers: ReadMarkers
    readonly thresholdsInForce: ReadThresholdsInForce
  },
): MeasurementParts {
  const { environments, findEnvironment, aws, store, live, clock, timers, log } = foundation
  const dimensions = createLoadBalancerDimensions(aws, deps.readService, () => clock.now().getTime())
  const readMetrics = createCloudWatchMetricReader(aws, clock, dimensions)
  const cache = createMeasurementCache({
    environments,
    readMetrics,
    clock,
    publish: (events) =>
      store.db.transaction().execute((transaction) => live.publish(transaction, ...events)),
    windowSeconds,
    periodSeconds,
  })
  const monitor = createMeasurementMonitor({
    cache,
    timers,
    intervalSeconds,
    onError: (error) => log.error({ err: error }, 'metrics could not be refreshed'),
  })
  const reads = createMeasurementReads({ readMetrics, clock })
  const { thresholdsInForce } = deps
  const rolloutMarkers = createRolloutMarkers(store)
  const readMarkers: ReadMarkers = async (ref, span) => {
    const all = await Promise.all([deps.readMarkers(ref, span), rolloutMarkers(ref, span)])
    return all.flat().toSorted((a, b) => a.at.localeCompare(b.at))
  }
  return {
    readMetrics,
    readVariants: createReadVariants({ cache, reads, clock, windowSeconds }),
    readPast: (environment, hours) => readPast({ reads }, environment, hours),
    refresh: cache.refresh,
    monitor,
    verbs: {
      readMeasurements: (ref, hours) =>
        readMeasurements(
          {
            findEnvironment,
            thresholdsInForce,
            cache,
            reads,
            readMarkers,
            clock,
            windowSeconds,
            periodSeconds,
          },
          ref,
          hours,
        ),
    },
  }
}
