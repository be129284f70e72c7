import type { Hono } from 'hono'
import { createAuditReader } from '../adapters/store/audit-reader.ts'
import { createReleaseGlances } from '../adapters/store/drift-store-releases.ts'
import { createIdempotencyStore } from '../adapters/store/idempotency-store.ts'
import { createPublishedFiles } from '../adapters/store/published-files.ts'
import { createReleasePruning } from '../adapters/store/release-pruning.ts'
import { createApp } from '../app.ts'
import { listAudit } from '../features/audit/list-audit.ts'
import { createReleaseMemory } from '../features/drift/release-memory.ts'
import { getEnvironment } from '../features/environments/get-environment.ts'
import { listFleet } from '../features/fleet/list-fleet.ts'
import type { HttpEnv } from '../http/http-env.ts'
import { composeArtifacts } from './artifacts.ts'
import { composeDrift } from './drift.ts'
import type { Foundation } from './foundation.ts'
import { composeHousekeeping } from './housekeeping.ts'
import { composeMeasurements } from './measurements.ts'
import { composePolicy } from './policy.ts'
import { composeReleaseRecords, composeReleases } from './releases.ts'
import { composeRollouts } from './rollouts.ts'

export type Lockstep = {
  readonly app: Hono<HttpEnv>
  /** Goes on with unfinished releases, then begins to look. */
  start(): Promise<void>
  /** Stops looking; releases go on at the next start. */
  stop(): Promise<void>
}

export type LockstepOptions = {
  readonly version: string
  /** `Host` values that the server answers to. */
  readonly hosts: ReadonlySet<string>
  readonly webRoot: string | null
}

/** All of Lockstep but the socket. */
export function composeLockstep(foundation: Foundation, options: LockstepOptions): Lockstep {
  const { environments, findEnvironment, store, live, aws, log, metrics, clock } = foundation
  const records = composeReleaseRecords(foundation)
  const memory = createReleaseMemory(records.releases, createPublishedFiles(store))
  const glances = createReleaseGlances(store)
  const drift = composeDrift(foundation, memory)
  const policy = composePolicy(foundation)
  const measurements = composeMeasurements(foundation, {
    thresholdsInForce: policy.thresholdsInForce,
    readService: drift.readers.service,
    readMarkers: glances.markers,
  })
  const readSnapshot = drift.driftStore.latest
  const artifacts = composeArtifacts(foundation, {
    readObservation: async (ref) => (await readSnapshot(ref))?.observation ?? null,
    readHolds: records.releases.versionHolds,
  })
  const rollouts = composeRollouts(foundation, {
    ...records,
    policies: policy,
    readVariants: measurements.readVariants,
    readers: drift.readers,
    observeWrite: metrics.observeTrafficWrite,
  })
  const releases = composeReleases(foundation, {
    ...records,
    ...artifacts,
    memory,
    readers: drift.readers,
    readMetrics: measurements.readMetrics,
    policies: policy,
    rollout: rollouts.ports,
  })
  const idempotencyStore = createIdempotencyStore(store.db)
  const housekeeping = composeHousekeeping(foundation, {
    idempotencyStore,
    pruning: createReleasePruning(store),
    kickDrift: drift.monitor.kick,
  })
  const audit = createAuditReader(store)
  let launched = false

  const app = createApp({
    ...options,
    ...drift.verbs,
    ...measurements.verbs,
    ...policy.verbs({ readPast: measurements.readPast }),
    ...artifacts.verbs,
    ...releases.verbs,
    ...rollouts.verbs(releases),
    listFleet: () =>
      listFleet({
        environments,
        readGlances: drift.driftStore.glances,
        readCurrentReleases: glances.current,
        clock,
      }),
    getEnvironment: (ref) =>
      getEnvironment({ findEnvironment, readSnapshot, readReleases: glances.ofEnvironment, clock }, ref),
    listAudit: ({ application, environment, actor, ...query }) =>
      listAudit(
        { audit },
        { ...query, applicationId: application, environmentId: environment, actorId: actor },
      ),
    idempotencyStore,
    localOperator: { actor: { id: 'local', name: 'Local operator', kind: 'person' }, role: 'operator' },
    liveEvents: live,
    heartbeatMilliseconds: 15_000,
    log,
    observe: metrics.observeRequest,
    metricsPage: metrics.page,
    notReady: async () => {
      const answers = await store.pool.query('select 1').then(
        () => true,
        () => false,
      )
      return [
        ...(answers ? [] : ['the store does not answer']),
        ...(launched ? [] : ['the engine is starting']),
      ]
    },
  })

  return {
    app,
    async start() {
      // A shared database may have replicas that are still at work on theirs.
      if (store.embedded) await idempotencyStore.releaseAbandoned()
      policy.start()
      await releases.launch()
      launched = true
      drift.monitor.start()
      measurements.monitor.start()
      housekeeping.start()
    },
    async stop() {
      launched = false
      housekeeping.stop()
      await Promise.all([drift.monitor.stop(), measurements.monitor.stop()])
      await releases.shutdown()
      policy.stop()
      await live.close()
      aws.close()
    },
  }
}
