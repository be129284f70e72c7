import { createAwsReaders } from '../adapters/aws/aws-readers.ts'
import { createHttpProbe } from '../adapters/http-probe/http-probe.ts'
import { probeHosts } from '../adapters/http-probe/probe-host.ts'
import { createProbeReaders } from '../adapters/http-probe/probe-readers.ts'
import { appendAudit } from '../adapters/store/audit-store.ts'
import { createDriftStore } from '../adapters/store/drift-store.ts'
import { environmentKey, type Environment } from '../domain/environment.ts'
import { checkDrift } from '../features/drift/check-drift.ts'
import { getDriftReport } from '../features/drift/get-drift-report.ts'
import { createDriftMonitor, type DriftMonitor } from '../features/drift/monitor.ts'
import { createObserveEnvironment } from '../features/drift/observe-environment.ts'
import type { ObservationReaders, ReleaseMemory } from '../features/drift/ports.ts'
import { requestDriftCheck, type RequestDriftCheckDeps } from '../features/drift/request-drift-check.ts'
import type { DriftRoutesDeps } from '../features/drift/routes.ts'
import type { Foundation } from './foundation.ts'

export type DriftParts = {
  readonly readers: ObservationReaders
  readonly driftStore: ReturnType<typeof createDriftStore>
  readonly monitor: DriftMonitor
  readonly verbs: DriftRoutesDeps
}

const readDeadlineMilliseconds = 15_000
const graceMilliseconds = 5_000
const environmentsAtOnce = 8

/** Joins the readers, the drift check, its store and the monitor. */
export function composeDrift(foundation: Foundation, memory: ReleaseMemory): DriftParts {
  const { environments, findEnvironment, aws, store, live, clock, timers, log, metrics } = foundation
  const probe = createHttpProbe({
    allowedHosts: probeHosts(environments),
    timeoutMilliseconds: 10_000,
    maxBytes: 8 * 1024 * 1024,
  })
  const readers = { ...createAwsReaders(aws, clock), ...createProbeReaders(probe, clock) }
  const driftStore = createDriftStore({ store, publish: live.publish })
  const check = {
    observe: createObserveEnvironment({ readers, memory, clock, readDeadlineMilliseconds }),
    measureCalls: aws.measure,
    store: driftStore,
    wait: (milliseconds: number) => new Promise<void>((resolve) => timers.after(milliseconds, resolve)),
    graceMilliseconds,
  }
  const monitor = createDriftMonitor({
    environments,
    checkDrift: async (environment, options) => {
      const report = await checkDrift(check, environment, options)
      const { status, durationMilliseconds, awsCalls } = report
      metrics.observeDriftCheck({
        environment: environmentKey(environment),
        status,
        seconds: durationMilliseconds / 1000,
        awsCalls,
      })
      return report
    },
    releaseActive: memory.releaseActive,
    reportAgeSeconds: async (ref) => {
      const report = await driftStore.latestReport(ref)
      return report === null ? null : (clock.now().getTime() - Date.parse(report.observedAt)) / 1000
    },
    timers,
    random: Math.random,
    concurrency: environmentsAtOnce,
    onError: (environment: Environment, error: unknown) =>
      log.error({ err: error, environment: environmentKey(environment) }, 'drift check failed'),
  })
  const recordRequest: RequestDriftCheckDeps['recordRequest'] = async ({ ref, actor }) => {
    await store.db.transaction().execute((transaction) =>
      appendAudit(transaction, {
        ...ref,
        at: clock.now().toISOString(),
        actor,
        action: 'drift.check',
        releaseId: null,
        reason: null,
        outcome: 'accepted',
        details: {},
      }),
    )
  }
  return {
    readers,
    driftStore,
    monitor,
    verbs: {
      getDriftReport: (ref) => getDriftReport({ findEnvironment, store: driftStore, clock }, ref),
      requestDriftCheck: (input) => requestDriftCheck({ findEnvironment, monitor, recordRequest }, input),
    },
  }
}
