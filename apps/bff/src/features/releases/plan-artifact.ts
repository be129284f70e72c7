import type { ArtifactRef } from '@lockstep/shared-types/artifact'
import type { Plan, PlanRequest } from '@lockstep/shared-types/plan'
import { isImageGone } from '../../domain/artifact/artifact-problems.ts'
import type { Observation } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import { checkPreflight } from '../../domain/release/preflight/check-preflight.ts'
import type { RolloutFacts, TrafficBefore } from '../../domain/release/preflight/rollout-facts.ts'
import type { ReleaseShape } from '../../domain/release/step-list.ts'
import { invalidationModeOf } from './plan-shape.ts'
import { gatherSidecars, type GatherSidecarsDeps } from './gather-sidecars.ts'
import { knownArtifact, type KnownArtifactDeps } from './known-artifact.ts'
import { planTaskDefinition } from './plan-task-definition.ts'
import type {
  ArtifactLookup,
  CheckBucket,
  InspectArtifact,
  PlanFrontendFiles,
  StoreReleases,
  TaskDefinitionPlanner,
} from './ports.ts'

export type PlanArtifactDeps = GatherSidecarsDeps &
  KnownArtifactDeps & {
    readonly artifacts: ArtifactLookup
    readonly inspectArtifact: InspectArtifact
    readonly planFrontendFiles: PlanFrontendFiles
    readonly checkBucket: CheckBucket
    readonly taskDefinitions: TaskDefinitionPlanner
    readonly releases: Pick<StoreReleases, 'goodReleases' | 'versionHolds' | 'get' | 'getPlan'>
  }

/** Versions that served here, newest first, among which an emergency looks for its own. */
const knownGood = 50

/** What a plan says of the artifact that it brings; null or empty where it brings none. */
export type PlanDetails = Pick<Plan, 'artifact' | 'preflight' | 'taskDefinition' | 'files' | 'unreadable'> & {
  readonly commit: string | null
  /** All that the artifact is called. */
  readonly names: readonly string[]
  /** Files below the site's root that get other bytes under the same name. */
  readonly changedFiles: readonly string[]
}
export const nothingToRelease: PlanDetails = {
  artifact: null,
  preflight: [],
  taskDefinition: null,
  files: null,
  unreadable: [],
  commit: null,
  names: [],
  changedFiles: [],
}

type ArtifactRequest = Exclude<PlanRequest, { kind: 'invalidate' | 'rollout' }>

/** Looks at registry, image, bucket and task definition, and runs the preflight checks. */
export async function planArtifact(
  deps: PlanArtifactDeps,
  input: {
    readonly environment: Environment
    readonly shape: ReleaseShape
    readonly request: ArtifactRequest
    /** What whoever asks calls the artifact, for when the registry does not say; null when nothing is known. */
    readonly version: string | null
    readonly observation: Observation
    readonly activeReleaseId: string | null
    readonly rollout: RolloutFacts | null
    readonly trafficBefore: TrafficBefore | null
  },
): Promise<PlanDetails> {
  const { environment, shape, request, observation } = input
  const registered = await deps.artifacts.get(environment, request.digest)
  const isGone = !registered.ok && isImageGone(registered.problem)
  const { digest } = request
  const known = await knownArtifact(deps, environment, registered, { digest, version: input.version })
  const artifact: ArtifactRef = { version: known.version, digest }
  const frontend = shape.scope !== 'backend' && registered.ok
  const looksInside = frontend && !(shape.emergency && (await hasServed(deps, environment, request.digest)))
  const [inspection, files, bucket, holds] = await Promise.all([
    looksInside ? deps.inspectArtifact(environment, artifact) : null,
    looksInside ? deps.planFrontendFiles(environment, artifact) : null,
    shape.scope === 'backend' ? null : deps.checkBucket(environment),
    deps.releases.versionHolds(environment),
  ])
  const inside = inspection?.ok === true ? inspection.value : null
  const commit = inside?.labels.commit ?? known.commit
  const taskDefinition =
    shape.scope === 'frontend' || isGone
      ? null
      : await planTaskDefinition(deps, {
          environment,
          shape,
          artifact,
          observation,
          commit,
          base: request.base ?? 'running',
        })
  const risks = files?.ok === true ? files.value.risks : null
  const preflight = checkPreflight({
    ...input,
    artifact,
    registered,
    inspection,
    invalidationMode: shape.scope === 'backend' ? null : invalidationModeOf(environment, request),
    bucket,
    risks,
    sidecars: await gatherSidecars(
      deps,
      environment,
      observation,
      taskDefinition?.ok === true ? taskDefinition.value : null,
    ),
    hold: holds.get(artifact.digest) ?? null,
    taskDefinition: taskDefinition?.ok === true ? taskDefinition.value : null,
    taskPlatform: taskDefinition?.ok === true ? (taskDefinition.value.platform ?? null) : null,
  })
  const unreadable = [files, taskDefinition].flatMap((part) =>
    part !== null && !part.ok ? [part.problem.title] : [],
  )
  return {
    artifact,
    preflight,
    commit,
    names: [...new Set([known.names, inside?.labels.version ?? [], inside?.buildVersion ?? []].flat())],
    unreadable,
    files: files?.ok === true ? files.value.files : null,
    changedFiles: risks?.changed ?? [],
    taskDefinition: taskDefinition?.ok === true ? taskDefinition.value : null,
  }
}

/** An emergency does not wait for a look inside a frontend that has served here before; any other may not even be one. */
async function hasServed(
  deps: Pick<PlanArtifactDeps, 'releases'>,
  environment: Environment,
  digest: string,
): Promise<boolean> {
  const good = await deps.releases.goodReleases(environment, knownGood)
  return good.some(({ artifact, scope }) => artifact.digest === digest && scope !== 'backend')
}
