import type { Actor } from '@lockstep/shared-types/actor'
import type { ArtifactRef } from '@lockstep/shared-types/artifact'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Plan, PlanRequest } from '@lockstep/shared-types/plan'
import type { Clock } from '../../domain/clock.ts'
import type { Observation } from '../../domain/drift/observation.ts'
import { runningArtifact } from '../../domain/drift/versions.ts'
import type { Environment } from '../../domain/environment.ts'
import { expectedDurations } from '../../domain/release/expected-durations.ts'
import { planBasis } from '../../domain/release/plan-basis.ts'
import type { ReadRolloutPolicyInForce } from '../../domain/policy/in-force.ts'
import { blockingChecks, checkPreflight } from '../../domain/release/preflight/check-preflight.ts'
import { releaseSteps, type ReleaseShape } from '../../domain/release/step-list.ts'
import { undoSentence } from '../../domain/release/undo-sentence.ts'
import { unknownEnvironment } from '../../domain/request-problems.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import {
  bakeSeconds,
  canDeployInStages,
  planRollout,
  usualStrategy,
} from '../../domain/rollout/plan-rollout.ts'
import { deploysCandidate } from '../../domain/rollout/rollout-config.ts'
import { planTaskDefinition } from './plan-task-definition.ts'
import { rolloutNotConfigured } from './release-problems.ts'
import type {
  ArtifactLookup,
  CheckBucket,
  FindEnvironment,
  InspectArtifact,
  InvalidationPaths,
  Observe,
  PlanFrontendFiles,
  StoreReleases,
  TaskDefinitionPlanner,
} from './ports.ts'

export type PlanReleaseDeps = {
  readonly findEnvironment: FindEnvironment
  readonly observe: Observe
  readonly artifacts: ArtifactLookup
  readonly inspectArtifact: InspectArtifact
  readonly planFrontendFiles: PlanFrontendFiles
  readonly checkBucket: CheckBucket
  readonly invalidationPaths: InvalidationPaths
  readonly taskDefinitions: TaskDefinitionPlanner
  readonly releases: Pick<StoreReleases, 'savePlan' | 'activeReleaseId' | 'stepHistory' | 'goodReleases'>
  /** The stages that the plan shows. */
  readonly rolloutPolicyInForce: ReadRolloutPolicyInForce
  readonly newId: () => string
  readonly clock: Clock
}

const validSeconds = 15 * 60
/** Versions that served here, newest first, among which an emergency looks for its own. */
const knownGood = 50

/** Computes what a release would change, keeps it for 15 minutes, and changes nothing. `not-found` for an unknown environment. */
export async function planRelease(
  deps: PlanReleaseDeps,
  { ref, request }: { ref: EnvironmentRef; request: PlanRequest; actor: Actor },
): Promise<Result<Plan>> {
  const environment = deps.findEnvironment(ref)
  if (environment === null) return unknownEnvironment(ref)
  const shape = shapeOf(request, environment)
  if (!canBePlanned(environment, request, shape)) return fail(rolloutNotConfigured(environment))
  const [observation, history, activeReleaseId, policy] = await Promise.all([
    deps.observe(environment),
    deps.releases.stepHistory(ref),
    deps.releases.activeReleaseId(ref),
    deps.rolloutPolicyInForce(environment),
  ])
  const details =
    request.kind === 'invalidate' || request.kind === 'rollout'
      ? nothingToRelease
      : await planArtifact(deps, { environment, shape, request, observation, activeReleaseId })
  const rollout =
    shape.strategy === 'stages' && environment.rollout !== null && policy !== null
      ? planRollout(environment.rollout.driver, policy.policy)
      : null
  const steps = expectedDurations(
    releaseSteps(shape, environment.rollout?.driver.type ?? null),
    history,
    environment.release.watchSeconds,
    bakeSeconds(rollout?.stages ?? []),
  )
  const from = runningArtifact(observation, environment)
  const now = deps.clock.now()
  const plan: Plan = {
    applicationId: ref.applicationId,
    environmentId: ref.environmentId,
    id: deps.newId(),
    ...shape,
    artifact: details.artifact,
    from,
    preflight: details.preflight,
    blocked: blockingChecks(details.preflight).length > 0,
    taskDefinition: details.taskDefinition,
    files: details.files,
    invalidation: invalidationOf(deps, environment, shape, request),
    rollout,
    steps,
    expectedSeconds: steps.reduce((sum, step) => sum + step.expectedSeconds, 0),
    undo: undoSentence(shape, from),
    confirmation: {
      phrase: environment.protected && request.kind !== 'invalidate' ? environment.environmentId : null,
      reasonRequired: request.kind === 'rollback',
    },
    unreadable: details.unreadable,
    computedAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + validSeconds * 1000).toISOString(),
  }
  await deps.releases.savePlan({
    plan,
    request,
    basis: planBasis(environment, observation, details.commit),
  })
  return ok(plan)
}

type Details = Pick<Plan, 'artifact' | 'preflight' | 'taskDefinition' | 'files' | 'unreadable'> & {
  readonly commit: string | null
}
const nothingToRelease: Details = {
  artifact: null,
  preflight: [],
  taskDefinition: null,
  files: null,
  unreadable: [],
  commit: null,
}

type ArtifactRequest = Exclude<PlanRequest, { kind: 'invalidate' | 'rollout' }>

async function planArtifact(
  deps: PlanReleaseDeps,
  input: {
    readonly environment: Environment
    readonly shape: ReleaseShape
    readonly request: ArtifactRequest
    readonly observation: Observation
    readonly activeReleaseId: string | null
  },
): Promise<Details> {
  const { environment, shape, request, observation } = input
  const registered = await deps.artifacts.get(environment, request.digest)
  const artifact: ArtifactRef = {
    version: registered.ok ? registered.value.version : request.digest,
    digest: request.digest,
  }
  const frontend = shape.scope !== 'backend' && registered.ok
  const looksInside = frontend && !(shape.emergency && (await hasServed(deps, environment, request.digest)))
  const [inspection, files, bucket] = await Promise.all([
    looksInside ? deps.inspectArtifact(environment, artifact) : null,
    looksInside ? deps.planFrontendFiles(environment, artifact) : null,
    shape.scope === 'backend' ? null : deps.checkBucket(environment),
  ])
  const labels =
    inspection?.ok === true ? inspection.value.labels : registered.ok ? registered.value.labels : null
  const commit = labels?.commit ?? null
  const taskDefinition =
    shape.scope === 'frontend' || !registered.ok
      ? null
      : await planTaskDefinition(deps, { environment, shape, artifact, observation, commit })
  const preflight = checkPreflight({ ...input, artifact, registered, inspection, bucket })
  const unreadable = [files, taskDefinition].flatMap((part) =>
    part !== null && !part.ok ? [part.problem.title] : [],
  )
  return {
    artifact,
    preflight,
    commit,
    unreadable,
    files: files?.ok === true ? files.value : null,
    taskDefinition: taskDefinition?.ok === true ? taskDefinition.value : null,
  }
}

/** An emergency does not wait for a look inside a frontend that has served here before; any other may not even be one. */
async function hasServed(
  deps: Pick<PlanReleaseDeps, 'releases'>,
  environment: Environment,
  digest: string,
): Promise<boolean> {
  const good = await deps.releases.goodReleases(environment, knownGood)
  return good.some(({ artifact, scope }) => artifact.digest === digest && scope !== 'backend')
}

function shapeOf(request: PlanRequest, { rollout }: Pick<Environment, 'rollout'>): ReleaseShape {
  const { kind } = request
  switch (kind) {
    case 'invalidate':
      return { kind, scope: 'frontend', strategy: 'all-at-once', emergency: false }
    case 'rollout':
      return { kind, scope: 'backend', strategy: 'stages', emergency: false }
    case 'rollback':
      return { kind, scope: request.scope, strategy: 'all-at-once', emergency: request.emergency }
    case 'deploy': {
      const { scope, strategy = usualStrategy(rollout, scope) } = request
      return { kind, scope, strategy, emergency: false }
    }
  }
}

/** A rollout needs a driver that can do it: a flag for the kind `rollout`, any other for a deploy in stages. */
function canBePlanned({ rollout }: Environment, { kind }: PlanRequest, { scope, strategy }: ReleaseShape) {
  if (kind === 'rollout') return rollout !== null && !deploysCandidate(rollout.driver)
  return strategy === 'all-at-once' || canDeployInStages(rollout, scope)
}

function invalidationOf(
  deps: PlanReleaseDeps,
  environment: Environment,
  shape: ReleaseShape,
  request: PlanRequest,
): Plan['invalidation'] {
  if (shape.scope === 'backend' || request.kind === 'rollout') return null
  const usual = environment.release.invalidationMode
  const mode =
    request.kind === 'rollback'
      ? request.emergency
        ? 'emergency'
        : 'full'
      : (request.invalidationMode ?? usual)
  return { mode, paths: [...deps.invalidationPaths(environment, mode)] }
}
