import type { Artifact } from '@lockstep/shared-types/artifact'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { RollbackCandidate, RollbackCandidates } from '@lockstep/shared-types/plan'
import { standsInTheWay, type VersionHold } from '@lockstep/shared-types/version-hold'
import { sameAsRunning } from '../../domain/drift/as-one-image.ts'
import { unknownEnvironment } from '../../domain/request-problems.ts'
import { waysBack } from '../../domain/release/way-back.ts'
import { ok, type Result } from '../../domain/result.ts'
import { judgeCandidate, type JudgeCandidateDeps, type Readiness } from './judge-candidate.ts'
import type { FindEnvironment, GoodRelease, Observe, StoreReleases } from './ports.ts'

export type RollbackCandidatesDeps = JudgeCandidateDeps & {
  readonly findEnvironment: FindEnvironment
  readonly observe: Observe
  readonly releases: Pick<StoreReleases, 'goodReleases' | 'versionHolds'>
}

const shownReleases = 10
const shownArtifacts = 50
/** Images that are looked into, until one is ready: such a look may read as many bytes as the image has. */
const lookedInto = 4

type Listed = Omit<RollbackCandidate, keyof Readiness>

/**
 * Versions to go back to: what served here well before, newest first, then what failed or was left here, then what else the
 * registry holds. A ready one passes the preflight of its rollback; the first of these comes first.
 */
export async function listRollbackCandidates(
  deps: RollbackCandidatesDeps,
  ref: EnvironmentRef,
): Promise<Result<RollbackCandidates>> {
  const environment = deps.findEnvironment(ref)
  if (environment === null) return unknownEnvironment(ref)
  const [observation, releases, newest, holds, bucket] = await Promise.all([
    deps.observe(environment),
    deps.releases.goodReleases(ref, shownReleases + 1),
    deps.artifacts.newest(environment, shownArtifacts),
    deps.releases.versionHolds(ref),
    deps.checkBucket(environment),
  ])
  if (!newest.ok && releases.length === 0) return newest
  const { runningImage, rollback } = observation
  const running = runningImage.state === 'read' ? runningImage.value.digest : null
  // Held ones are shown, and say what stands against them.
  const good = waysBack(releases, { running, held: sameAsRunning(observation) }).slice(0, shownReleases)
  const known = new Set([
    running,
    ...sameAsRunning(observation),
    ...good.map((release) => release.artifact.digest),
  ])
  const registered = (newest.ok ? newest.value : []).filter((artifact) => !known.has(artifact.digest))
  // What the drift check and an emergency name ran here, which the newest image in the registry may never have.
  const ranBefore =
    rollback.state === 'read' && rollback.value.image === 'there' ? rollback.value.digest : null
  registered.sort((one, other) => Number(other.digest === ranBefore) - Number(one.digest === ranBefore))
  const pushedAt = new Map((newest.ok ? newest.value : []).map((one) => [one.digest, one.pushedAt]))
  const listed = [
    ...good.map((release) => ({
      candidate: ofRelease(release, pushedAt.get(release.artifact.digest) ?? null),
      taskDefinitionArn: release.taskDefinitionArn,
    })),
    ...registered.map((artifact) => ({
      candidate: ofArtifact(artifact, holds.get(artifact.digest) ?? null),
      taskDefinitionArn: null,
    })),
  ]
  const judged: RollbackCandidate[] = []
  let looks = 0
  for (const { candidate, taskDefinitionArn } of listed) {
    const isFound = judged.some(({ ready }) => ready === 'ok')
    const look = !isFound && looks < lookedInto && !standsInTheWay(candidate.hold) ? 'inside' : 'outside'
    if (look === 'inside') looks += 1
    const isListed = pushedAt.has(candidate.artifact.digest)
    const facts = { environment, observation, bucket, look, taskDefinitionArn, isListed } as const
    // One after the other: mostly the first one is ready, and then nobody looks into the rest.
    judged.push({ ...candidate, ...(await judgeCandidate(deps, facts, candidate)) })
  }
  const first = judged.find(({ ready }) => ready === 'ok')
  return ok({ candidates: first === undefined ? judged : [first, ...judged.filter((one) => one !== first)] })
}

const ofRelease = (release: GoodRelease, pushedAt: string | null): Listed => ({
  artifact: release.artifact,
  releaseId: release.releaseId,
  releasedAt: release.endedAt,
  releasedBy: release.requestedBy,
  hold: release.hold,
  pushedAt,
})

const ofArtifact = ({ version, digest, pushedAt }: Artifact, hold: VersionHold | null): Listed => ({
  artifact: { version, digest },
  releaseId: null,
  releasedAt: null,
  releasedBy: null,
  hold,
  pushedAt,
})
