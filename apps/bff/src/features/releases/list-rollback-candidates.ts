import type { Artifact } from '@lockstep/shared-types/artifact'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { RollbackCandidate, RollbackCandidates } from '@lockstep/shared-types/plan'
import type { Environment } from '../../domain/environment.ts'
import { unknownEnvironment } from '../../domain/request-problems.ts'
import { ok, type Result } from '../../domain/result.ts'
import type {
  ArtifactLookup,
  FindEnvironment,
  GoodRelease,
  Observe,
  StoreReleases,
  TaskDefinitionPlanner,
} from './ports.ts'

export type RollbackCandidatesDeps = {
  readonly findEnvironment: FindEnvironment
  readonly observe: Observe
  readonly artifacts: ArtifactLookup
  readonly taskDefinitions: Pick<TaskDefinitionPlanner, 'describe'>
  readonly releases: Pick<StoreReleases, 'goodReleases'>
}

const shownReleases = 10
const shownArtifacts = 50

/** Versions to go back to: what served here well before, newest first, then what rollbacks left, then what else the registry holds. */
export async function listRollbackCandidates(
  deps: RollbackCandidatesDeps,
  ref: EnvironmentRef,
): Promise<Result<RollbackCandidates>> {
  const environment = deps.findEnvironment(ref)
  if (environment === null) return unknownEnvironment(ref)
  const [observation, releases, newest] = await Promise.all([
    deps.observe(environment),
    deps.releases.goodReleases(ref, shownReleases + 1),
    deps.artifacts.newest(environment, shownArtifacts),
  ])
  if (!newest.ok && releases.length === 0) return newest
  const { runningImage } = observation
  const running = runningImage.state === 'read' ? runningImage.value.digest : null
  const good = releases.filter((release) => release.artifact.digest !== running).slice(0, shownReleases)
  const known = new Set([running, ...good.map((release) => release.artifact.digest)])
  const served = await Promise.all(good.map((release) => candidateOfRelease(deps, environment, release)))
  const registered = (newest.ok ? newest.value : []).filter((artifact) => !known.has(artifact.digest))
  return ok({ candidates: [...served, ...registered.map(candidateOfArtifact)] })
}

async function candidateOfRelease(
  deps: RollbackCandidatesDeps,
  environment: Environment,
  release: GoodRelease,
): Promise<RollbackCandidate> {
  const [image, definition] = await Promise.all([
    deps.artifacts.get(environment, release.artifact.digest),
    release.taskDefinitionArn === null
      ? null
      : deps.taskDefinitions.describe(environment, release.taskDefinitionArn),
  ])
  const reusable = definition?.ok === true && definition.value.active
  const base = {
    artifact: release.artifact,
    releaseId: release.releaseId,
    releasedAt: release.endedAt,
    releasedBy: release.requestedBy,
    leftAt: release.leftAt,
    pushedAt: image.ok ? image.value.pushedAt : null,
  }
  if (image.ok)
    return {
      ...base,
      ready: 'ok',
      readiness: reusable
        ? 'The image and its task definition are there.'
        : 'The image is there; its task definition will be registered again.',
    }
  const gone = image.problem.code === 'artifact-not-found' || image.problem.code === 'aws-not-found'
  return {
    ...base,
    ready: gone ? 'fail' : 'unknown',
    readiness: gone ? 'The image is no longer in the registry.' : image.problem.title,
  }
}

const candidateOfArtifact = (artifact: Artifact): RollbackCandidate => ({
  artifact: { version: artifact.version, digest: artifact.digest },
  releaseId: null,
  releasedAt: null,
  releasedBy: null,
  leftAt: null,
  pushedAt: artifact.pushedAt,
  ready: 'ok',
  readiness:
    'The image is there; Lockstep has not released it here, so its task definition will be registered.',
})
