import { buildPairedApp, type PairedAppOptions } from '@lockstep/aws-sim/scenarios/build-paired-app'
import type { PairedEnvironment } from '@lockstep/aws-sim/scenarios/paired/build-environment'
import { paces } from '@lockstep/aws-sim/world/pace'
import { startSimulator, type Simulator } from '@lockstep/aws-sim'
import type { Actor } from '@lockstep/shared-types/actor'
import type { PlanRequest } from '@lockstep/shared-types/plan'
import { endedReleaseStatuses, type Release } from '@lockstep/shared-types/release'
import { createSiteBucket } from '../../adapters/aws/bucket-site.ts'
import { createAwsReaders } from '../../adapters/aws/aws-readers.ts'
import { createCloudWatchMetricReader } from '../../adapters/aws/cloudwatch-metric-reader.ts'
import { createLoadBalancerDimensions } from '../../adapters/aws/load-balancer-dimensions.ts'
import { createRegistryList } from '../../adapters/aws/registry-list.ts'
import { createEcrRegistry } from '../../adapters/aws/registry-images.ts'
import { createAwsClientFactory } from '../../adapters/aws/clients.ts'
import { configured } from '../../adapters/aws/testing/paired-environment.ts'
import { createHttpProbe } from '../../adapters/http-probe/http-probe.ts'
import { probeHosts } from '../../adapters/http-probe/probe-host.ts'
import { createProbeReaders } from '../../adapters/http-probe/probe-readers.ts'
import { createFrontendImageReader } from '../../adapters/image/frontend-image-reader.ts'
import { createLiveEvents } from '../../adapters/store/live-events.ts'
import { createPublishedFiles } from '../../adapters/store/published-files.ts'
import type { Store } from '../../adapters/store/store.ts'
import { composeReleaseRecords, composeReleases, type ReleaseParts } from '../../compose/releases.ts'
import { composeRollouts } from '../../compose/rollouts.ts'
import { systemClock } from '../../domain/clock.ts'
import type { ReadVariants } from '../../domain/decision/variant-window.ts'
import type { Environment } from '../../domain/environment.ts'
import { configuredPolicies } from '../../domain/policy/in-force.ts'
import type { RolloutConfig } from '../../domain/rollout/rollout-config.ts'
import { systemTimers } from '../../domain/timers.ts'
import { createArtifactCatalog } from '../../features/artifacts/artifact-catalog.ts'
import { createReleaseMemory } from '../../features/drift/release-memory.ts'
import type { ReadMetrics } from '../../features/measurements/ports.ts'
import type { RolloutRoutesDeps } from '../../features/rollouts/routes.ts'

export const ana: Actor = { id: 'ana', name: 'Ana', kind: 'person' }

export type RigOptions = {
  readonly store: Store
  /** The running simulator, or where it runs in another process, with the environment that it holds. */
  readonly simulator:
    | Simulator<PairedEnvironment>
    | { readonly url: string; readonly environment: Environment }
  readonly release?: Partial<Environment['release']>
  readonly thresholds?: Environment['thresholds']
  /** Instead of what CloudWatch says. */
  readonly readMetrics?: ReadMetrics
  /** How rollouts go, and what they measure. */
  readonly rollout?: { readonly config: RolloutConfig; readonly readVariants: ReadVariants }
}

export type ReleaseRig = {
  readonly environment: Environment
  readonly parts: ReleaseParts
  /** Verbs of rollouts. */
  readonly rollouts: RolloutRoutesDeps
  /** Plans and starts, with all that the plan asks for; the release as it was started. */
  readonly release: (request: PlanRequest) => Promise<Release>
  readonly current: (releaseId: string) => Promise<Release>
  /** Waits until the release is as `wanted` says. */
  readonly until: (releaseId: string, wanted: (release: Release) => boolean) => Promise<Release>
  readonly untilEnded: (releaseId: string) => Promise<Release>
  readonly stop: () => Promise<void>
}

export const startReleaseSimulator = (
  options: PairedAppOptions = {},
): Promise<Simulator<PairedEnvironment>> =>
  startSimulator({ seed: 11, pace: paces.fast, scenario: (world) => buildPairedApp(world, options) })

/** Lockstep's releases against a simulator: everything real but the clock of AWS. */
export async function startReleaseRig(options: RigOptions): Promise<ReleaseRig> {
  const { store, simulator } = options
  process.env['AWS_ENDPOINT_URL'] = simulator.url
  process.env['AWS_ACCESS_KEY_ID'] = 'AKIATEST'
  process.env['AWS_SECRET_ACCESS_KEY'] = 'secret'
  const base = 'environment' in simulator ? simulator.environment : configured(simulator)
  const environment: Environment = {
    ...base,
    thresholds: options.thresholds ?? [],
    rollout: options.rollout?.config ?? null,
    release: {
      ...base.release,
      watchSeconds: 1,
      pollSeconds: 0.05,
      stepTimeoutSeconds: 20,
      ...options.release,
    },
  }
  const aws = createAwsClientFactory({ maxAttempts: 3, requestTimeoutMilliseconds: 2_000 })
  const live = createLiveEvents(store)
  const findEnvironment = () => environment
  const foundation = {
    findEnvironment,
    aws,
    store,
    live,
    environments: [environment],
    clock: systemClock,
    timers: systemTimers,
    log: { warn: () => undefined, error: () => undefined },
  }
  const records = composeReleaseRecords(foundation)
  const memory = createReleaseMemory(records.releases, createPublishedFiles(store))
  const probe = createHttpProbe({
    allowedHosts: probeHosts([environment]),
    timeoutMilliseconds: 2_000,
    maxBytes: 1_000_000,
  })
  const readers = { ...createAwsReaders(aws, systemClock), ...createProbeReaders(probe, systemClock) }
  const images = createFrontendImageReader(createEcrRegistry(aws))
  const registry = createRegistryList(aws)
  const rollouts = composeRollouts(foundation, {
    ...records,
    policies: configuredPolicies,
    readers,
    readVariants:
      options.rollout?.readVariants ??
      (() => Promise.resolve({ all: null, baseline: null, candidate: null, unreadable: null })),
  })
  const parts = composeReleases(foundation, {
    rollout: rollouts.ports,
    policies: configuredPolicies,
    ...records,
    memory,
    readers,
    images,
    registry,
    bucket: createSiteBucket(aws),
    published: createPublishedFiles(store),
    catalog: createArtifactCatalog({
      registry,
      images,
      clock: systemClock,
      whereDeployed: () => Promise.resolve({ now: new Map(), before: new Map(), holds: new Map() }),
    }),
    readMetrics:
      options.readMetrics ??
      createCloudWatchMetricReader(aws, systemClock, createLoadBalancerDimensions(aws, readers.service)),
  })
  await parts.launch()

  const current = async (releaseId: string): Promise<Release> => {
    const found = await parts.verbs.getRelease(releaseId)
    if (!found.ok) throw new Error(found.problem.title)
    return found.value
  }
  const until: ReleaseRig['until'] = async (releaseId, wanted) => {
    const { promise, resolve, reject } = Promise.withResolvers<Release>()
    const look = () => {
      current(releaseId).then((release) => wanted(release) && resolve(release), reject)
    }
    const stop = live.subscribe(0, look, look)
    look()
    return await promise.finally(stop)
  }
  return {
    environment,
    parts,
    rollouts: rollouts.verbs(parts),
    current,
    until,
    untilEnded: (releaseId) =>
      until(releaseId, ({ status }) => endedReleaseStatuses.some((ended) => ended === status)),
    async release(request) {
      const planned = await parts.verbs.planRelease({ ref: environment, request, actor: ana })
      if (!planned.ok) throw new Error(JSON.stringify(planned.problem))
      const { id, confirmation, preflight } = planned.value
      const started = await parts.verbs.startRelease({
        ref: environment,
        actor: ana,
        idempotencyKey: `key-${id}`,
        start: {
          planId: id,
          confirmation: confirmation.phrase,
          reason: 'A test wants it.',
          overrides: preflight
            .filter((check) => check.overridable)
            .map((check) => ({ check: check.id, reason: 'A test wants it.' })),
        },
      })
      if (!started.ok) throw new Error(JSON.stringify(started.problem))
      return started.value
    },
    async stop() {
      await parts.shutdown()
      await live.close()
      aws.close()
    },
  }
}
