import { startSimulator, type Simulator } from '@lockstep/aws-sim'
import { buildPairedApp } from '@lockstep/aws-sim/scenarios/build-paired-app'
import type { PairedEnvironment } from '@lockstep/aws-sim/scenarios/paired/build-environment'
import { paces } from '@lockstep/aws-sim/world/pace'
import type { Plan } from '@lockstep/shared-types/plan'
import { endedReleaseStatuses, type Release } from '@lockstep/shared-types/release'
import { createAwsReaders } from '../adapters/aws/aws-readers.ts'
import { createSiteBucket } from '../adapters/aws/bucket-site.ts'
import { createAwsClientFactory } from '../adapters/aws/clients.ts'
import { createCloudWatchMetricReader } from '../adapters/aws/cloudwatch-metric-reader.ts'
import { createLoadBalancerDimensions } from '../adapters/aws/load-balancer-dimensions.ts'
import { createEcrRegistry } from '../adapters/aws/registry-images.ts'
import { createRegistryList } from '../adapters/aws/registry-list.ts'
import { createHttpProbe } from '../adapters/http-probe/http-probe.ts'
import { probeHosts } from '../adapters/http-probe/probe-host.ts'
import { createProbeReaders } from '../adapters/http-probe/probe-readers.ts'
import { createFrontendImageReader } from '../adapters/image/frontend-image-reader.ts'
import { createLiveEvents, type StoredLiveEvent } from '../adapters/store/live-events.ts'
import { createPublishedFiles } from '../adapters/store/published-files.ts'
import { composeReleaseRecords, composeReleases } from '../compose/releases.ts'
import { systemClock } from '../domain/clock.ts'
import { environmentKey, type Environment } from '../domain/environment.ts'
import { configuredPolicies } from '../domain/policy/in-force.ts'
import type { Result } from '../domain/result.ts'
import { systemTimers } from '../domain/timers.ts'
import { createArtifactCatalog } from '../features/artifacts/artifact-catalog.ts'
import { createReleaseMemory } from '../features/drift/release-memory.ts'
import { openPreparedStore } from '../workflows/testing/prepared-store.ts'
import { ana } from '../workflows/testing/release-rig.ts'
import { impatient } from './impatient-environment.ts'

/** An environment that nobody else in the test uses, in step, with a version that waits to be deployed. */
export type FaultWorld = { readonly built: PairedEnvironment; readonly environment: Environment }

export type FaultRig = {
  readonly simulator: Simulator<undefined>
  /** Its AWS calls are signed for `region`, by which faults tell environments apart. */
  readonly build: (region: string) => Promise<FaultWorld>
  /** Starts the deploy of the version that waits. */
  readonly deploy: (world: FaultWorld) => Promise<Release>
  readonly untilEnded: (releaseId: string) => Promise<Release>
  readonly close: () => Promise<void>
}

/** One engine and one AWS in this process, with as many environments as wanted, and little patience. */
export async function startFaultRig(options: { readonly stepTimeoutSeconds: number }): Promise<FaultRig> {
  const simulator = await startSimulator({ seed: 11, pace: paces.fast, places: 'alike' })
  process.env['AWS_ENDPOINT_URL'] = simulator.url
  process.env['AWS_ACCESS_KEY_ID'] = 'AKIATEST'
  process.env['AWS_SECRET_ACCESS_KEY'] = 'secret'
  const store = await openPreparedStore()
  const environments = new Map<string, Environment>()
  const allowedHosts = new Set<string>()
  const aws = createAwsClientFactory({
    maxAttempts: 2,
    requestTimeoutMilliseconds: 1_500,
    deadlineMilliseconds: 4_500,
    // A dozen releases at once with the patience of seconds: budgets are another test's subject.
    waiting: {
      monotonic: () => performance.now() * 1_000,
      wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds / 1_000)),
    },
  })
  const live = createLiveEvents(store)
  const foundation = {
    findEnvironment: (ref: Parameters<typeof environmentKey>[0]) =>
      environments.get(environmentKey(ref)) ?? null,
    aws,
    store,
    live,
    clock: systemClock,
    timers: systemTimers,
    log: { warn: () => undefined, error: () => undefined },
  }
  const records = composeReleaseRecords(foundation)
  const probe = createHttpProbe({ allowedHosts, timeoutMilliseconds: 2_000, maxBytes: 1_000_000 })
  const readers = { ...createAwsReaders(aws, systemClock), ...createProbeReaders(probe, systemClock) }
  const images = createFrontendImageReader(createEcrRegistry(aws, { idleTimeoutMilliseconds: 2_000 }))
  const registry = createRegistryList(aws)
  const { verbs, launch, shutdown } = composeReleases(foundation, {
    policies: configuredPolicies,
    ...records,
    memory: createReleaseMemory(records.releases, createPublishedFiles(store)),
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
    readMetrics: createCloudWatchMetricReader(
      aws,
      systemClock,
      createLoadBalancerDimensions(aws, readers.service),
    ),
  })
  await launch()
  const current = async (releaseId: string): Promise<Release> => {
    const found = await verbs.getRelease(releaseId)
    if (!found.ok) throw new Error(found.problem.title)
    return found.value
  }
  let serial = 0

  const startDeploy = async ({ built, environment }: FaultWorld): Promise<Release> => {
    const { digest } = built.version('next')
    const planned = await planUntilClear(() =>
      verbs.planRelease({
        ref: environment,
        request: { kind: 'deploy', scope: 'both', digest, invalidationMode: 'frontend-only' },
        actor: ana,
      }),
    )
    const { id, confirmation, preflight } = planned
    const overrides = preflight
      .filter(({ overridable }) => overridable)
      .map((check) => ({ check: check.id, reason: 'A test wants it.' }))
    const start = { planId: id, confirmation: confirmation.phrase, reason: 'A test wants it.', overrides }
    const started = await verbs.startRelease({ ref: environment, actor: ana, idempotencyKey: id, start })
    if (!started.ok) throw new Error(JSON.stringify(started.problem))
    return started.value
  }

  return {
    simulator,
    async build(region) {
      serial += 1
      const applicationId = `shop-${serial}`
      const built = await buildPairedApp(simulator.world, { applicationId })
      const environment = impatient(built, { applicationId, region, ...options })
      environments.set(environmentKey(environment), environment)
      for (const host of probeHosts([environment])) allowedHosts.add(host)
      return { built, environment }
    },
    deploy: startDeploy,
    async untilEnded(releaseId) {
      const { promise, resolve, reject } = Promise.withResolvers<Release>()
      const look = () => {
        current(releaseId).then((release) => hasEnded(release) && resolve(release), reject)
      }
      const onEvent = ({ event }: StoredLiveEvent) => {
        if (event.type === 'release.updated' && event.releaseId === releaseId && hasEnded(event)) look()
      }
      const stop = live.subscribe(0, onEvent, look)
      look()
      return await promise.finally(stop)
    },
    async close() {
      await shutdown()
      await live.close()
      aws.close()
      await store.close()
      await simulator.close()
    },
  }
}

const hasEnded = ({ status }: Pick<Release, 'status'>): boolean =>
  endedReleaseStatuses.some((ended) => ended === status)

/** Nothing is wrong yet; but on a busy machine a read may take longer than the rig's little patience. */
async function planUntilClear(plan: () => Promise<Result<Plan>>): Promise<Plan> {
  for (let tries = 1; ; tries += 1) {
    const planned = await plan()
    if (planned.ok && !planned.value.blocked) return planned.value
    if (tries === 5) throw new Error(JSON.stringify(planned))
  }
}
