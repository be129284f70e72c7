import { ulid } from 'ulid'
import { createBucketCheck } from '../adapters/aws/bucket-check.ts'
import { createEcsDeployer } from '../adapters/aws/ecs-deployer.ts'
import { createEcsTaskDefinitions } from '../adapters/aws/ecs-task-definitions.ts'
import { createInvalidator } from '../adapters/aws/invalidator.ts'
import { createTaskLogReader } from '../adapters/aws/log-reader.ts'
import { createReleaseJournal } from '../adapters/store/release-journal.ts'
import { createReleaseStore } from '../adapters/store/release-store.ts'
import { invalidationPaths } from '../domain/artifact/invalidation-paths.ts'
import type { Environment } from '../domain/environment.ts'
import type { PoliciesInForce } from '../domain/policy/in-force.ts'
import type { Result } from '../domain/result.ts'
import { mainState, type MainState } from '../domain/rollout/main-state.ts'
import { createCachedInspection } from '../features/artifacts/cached-inspection.ts'
import type { ArtifactCatalog } from '../features/artifacts/artifact-catalog.ts'
import { newestArtifacts, readArtifact } from '../features/artifacts/list-artifacts.ts'
import { planFrontendFiles } from '../features/artifacts/plan-frontend-files.ts'
import type {
  FrontendImageReader,
  PublishedFiles,
  RegistryList,
  SiteBucket,
} from '../features/artifacts/ports.ts'
import { publishFrontend } from '../features/artifacts/publish-frontend.ts'
import { tidyFrontend } from '../features/artifacts/tidy-frontend.ts'
import { createObserveEnvironment } from '../features/drift/observe-environment.ts'
import { listOnce } from '../features/drift/list-once.ts'
import { readSidecars } from '../features/drift/read-sidecars.ts'
import { createSiteObserver } from '../features/drift/observe-site.ts'
import type { ObservationReaders, ReleaseMemory } from '../features/drift/ports.ts'
import type { ReadMetrics } from '../features/measurements/ports.ts'
import { readWindow } from '../features/measurements/read-window.ts'
import { abortRelease } from '../features/releases/abort-release.ts'
import { decideRelease } from '../features/releases/decide-release.ts'
import { getRelease } from '../features/releases/get-release.ts'
import { hurriedReads } from '../features/releases/hurried-reads.ts'
import { listReleaseLog } from '../features/releases/list-release-log.ts'
import { listReleases } from '../features/releases/list-releases.ts'
import { listRollbackCandidates } from '../features/releases/list-rollback-candidates.ts'
import { planDefinitionAgain } from '../features/releases/plan-definition-again.ts'
import { planRelease } from '../features/releases/plan-release.ts'
import type { StoreReleases } from '../features/releases/ports.ts'
import { recheckPreflight } from '../features/releases/recheck-preflight.ts'
import type { ReleaseRoutesDeps } from '../features/releases/routes.ts'
import { startAutomaticRollback } from '../features/releases/start-automatic-rollback.ts'
import {
  startEmergencyRollback,
  type EmergencyRollback,
  type EmergencyStarted,
} from '../features/releases/start-emergency-rollback.ts'
import { startRelease } from '../features/releases/start-release.ts'
import type { ReleasePorts } from '../workflows/ports.ts'
import { noRollouts } from '../workflows/rollout/no-rollouts.ts'
import type { RolloutPorts } from '../workflows/rollout/ports.ts'
import { createReleaseEngine, type ReleaseEngine } from '../workflows/release-engine.ts'
import { wakeOnEvents } from '../workflows/wake-on-events.ts'
import { composeCandidate } from './candidate.ts'
import { composeRolloutReads } from './rollout-reads.ts'
import type { Foundation } from './foundation.ts'

type ReleaseFoundation = Pick<
  Foundation,
  'findEnvironment' | 'aws' | 'store' | 'live' | 'clock' | 'timers'
> & {
  readonly log: Parameters<typeof createReleaseEngine>[0]['log']
}

export type ReleaseRecordParts = { readonly engine: ReleaseEngine; readonly releases: StoreReleases }

/** The engine and the records of releases: what the drift parts need before the release parts can be made. */
export function composeReleaseRecords(foundation: ReleaseFoundation): ReleaseRecordParts {
  const { store, live, log } = foundation
  const engine = createReleaseEngine({ pool: store.pool, embedded: store.embedded, log })
  const releases = createReleaseStore({ store, liveEvents: live, enqueue: engine.enqueue })
  return { engine, releases }
}

export type ReleaseParts = {
  readonly verbs: ReleaseRoutesDeps
  /** Plans and starts in one, for the emergency button. */
  readonly startEmergencyRollback: (input: EmergencyRollback) => Promise<Result<EmergencyStarted>>
  /** The main half after a full rollout of this release; `told` as well when ECS does not say. */
  readonly mainState: (environment: Environment, releaseId: string) => Promise<MainState>
  /** Ends the candidate's tasks when no step does it. */
  readonly retireCandidate: ReleasePorts['candidate']['retire']
  /** Goes on with what was running, and takes new releases. */
  readonly launch: () => Promise<void>
  readonly shutdown: () => Promise<void>
}

export type ReleaseCompositionDeps = ReleaseRecordParts & {
  readonly memory: ReleaseMemory
  readonly readers: ObservationReaders
  readonly readMetrics: ReadMetrics
  readonly policies: PoliciesInForce
  readonly images: FrontendImageReader
  readonly bucket: SiteBucket
  readonly published: PublishedFiles
  readonly registry: RegistryList
  readonly catalog: ArtifactCatalog
  /** None in a set-up in which no environment has a rollout. */
  readonly rollout?: RolloutPorts
}

const readDeadlineMilliseconds = 15_000
/** An emergency does not wait for what does not answer. */
const emergencyReadMilliseconds = 5_000
const periodSeconds = 60

/** Joins planning, the verbs and the durable steps of releases. */
export function composeReleases(foundation: ReleaseFoundation, deps: ReleaseCompositionDeps): ReleaseParts {
  const { findEnvironment, aws, store, live, clock, timers } = foundation
  const { engine, releases, readers, memory, images, bucket, published, registry, catalog } = deps
  const now = () => clock.now()
  const newId = () => ulid()
  const observe = createObserveEnvironment({ readers, memory, clock, readDeadlineMilliseconds })
  const inspect = createCachedInspection({ images })
  const taskDefinitions = createEcsTaskDefinitions(aws)
  const artifacts = {
    get: (environment: Parameters<typeof readArtifact>[1], digest: string) =>
      readArtifact({ registry, catalog }, environment, digest),
    newest: (environment: Parameters<typeof newestArtifacts>[1], limit: number) =>
      newestArtifacts({ catalog }, environment, limit),
  }
  const rollout = deps.rollout ?? noRollouts
  const planning = {
    findEnvironment,
    observe,
    artifacts,
    inspectArtifact: (environment, { digest }) => inspect({ environment, digest }),
    planFrontendFiles: (environment, { digest }) =>
      planFrontendFiles({ images, bucket, published, now }, { environment, digest }),
    readSidecars: async (environment, arn) => {
      const definition = await readers.taskDefinition(environment, arn)
      return definition.state === 'read'
        ? await readSidecars(readers, environment, definition.value, [])
        : null
    },
    checkBucket: createBucketCheck(aws),
    invalidationPaths: ({ frontend }, mode, changed) => invalidationPaths(mode, frontend, changed),
    taskDefinitions,
    releases,
    rolloutReads: composeRolloutReads(rollout.driverFor),
    rolloutPolicyInForce: deps.policies.rolloutPolicyInForce,
    newId,
    clock,
  } satisfies Parameters<typeof startAutomaticRollback>[0]
  const hurried = {
    ...hurriedReads(planning, timers, emergencyReadMilliseconds),
    observe: createObserveEnvironment({
      readers,
      memory,
      clock,
      readDeadlineMilliseconds: emergencyReadMilliseconds,
    }),
  }
  const deployer = createEcsDeployer(aws, taskDefinitions, clock)
  const readEdge = createSiteObserver(readers.edgeFile, 'edge')
  const readBucket = createSiteObserver(readers.bucketFile, 'bucket')

  const ports: ReleasePorts = {
    journal: createReleaseJournal({ store, liveEvents: live }),
    deployer,
    candidate: composeCandidate({ deployer, images, bucket, published }),
    rollout,
    invalidator: createInvalidator(aws),
    publishFrontend: (environment, request) =>
      publishFrontend({ images, bucket, published }, { environment, ...request }),
    tidyFrontend: (environment, { releaseId }) =>
      tidyFrontend(
        { bucket, published, now },
        { environment, keep: environment.release.retention, releaseId },
      ),
    observe,
    readSite: async (environment) => {
      const list = listOnce(() => readers.siteListing(environment))
      const [edge, stored] = await Promise.all([readEdge(environment, list), readBucket(environment, list)])
      return { edge, bucket: stored }
    },
    readTargets: readers.targets,
    readTasks: readers.tasks,
    readTaskLog: createTaskLogReader(aws),
    readHealth: readers.health,
    readAppVersion: readers.appVersion,
    readMeasurements: (environment, from, to) =>
      readWindow(
        { readMetrics: deps.readMetrics, thresholdsInForce: deps.policies.thresholdsInForce, periodSeconds },
        environment,
        from,
        to,
      ),
    preflightAgain: (environment, work) =>
      recheckPreflight(work.plan.emergency ? hurried : planning, environment, work),
    planDefinitionAgain: (environment, { release }) =>
      planDefinitionAgain({ taskDefinitions, releases, readService: readers.service }, environment, release),
    rollBackAutomatically: async (breached, ending, reason) => {
      const started = await startAutomaticRollback(planning, {
        breached,
        ending: { ...ending, releaseId: breached.id },
        reason,
      })
      return started.ok ? { ok: true, value: started.value.id } : started
    },
  }
  const { signal } = engine
  let stopWaking = (): void => undefined
  return {
    async launch() {
      await engine.launch({ ports, clock, findEnvironment })
      stopWaking = wakeOnEvents(live.subscribe, signal)
    },
    async shutdown() {
      stopWaking()
      await engine.shutdown()
    },
    retireCandidate: ports.candidate.retire,
    mainState: async (environment, releaseId) => {
      const work = await ports.journal.load(releaseId)
      const arn = work?.taskDefinitionArn ?? null
      const service = await deployer.service(environment)
      if (!service.ok) return 'told'
      const targets = await readers.targets(environment, service.value.targetGroupArns)
      return mainState({ service: service.value, targets, taskDefinitionArn: arn })
    },
    startEmergencyRollback: (input) => startEmergencyRollback(hurried, input),
    verbs: {
      planRelease: (input) => planRelease(planning, input),
      startRelease: (input) => startRelease(planning, input),
      listReleases: (query) => listReleases({ releases }, query),
      getRelease: (releaseId) => getRelease({ releases }, releaseId),
      listReleaseLog: (releaseId, query) => listReleaseLog({ releases }, releaseId, query),
      abortRelease: (input) => abortRelease({ releases, signal }, input),
      decideRelease: (input) => decideRelease({ releases, signal }, input),
      listRollbackCandidates: (ref) => listRollbackCandidates(planning, ref),
    },
  }
}
