import type { ArtifactRef } from '@lockstep/shared-types/artifact'
import type { Problem, ProblemCode } from '@lockstep/shared-types/problem'
import type { ReleaseStatus, ReleaseStepId } from '@lockstep/shared-types/release'
import type { ReleaseKind, ReleaseScope } from '@lockstep/shared-types/release-kind'
import type { VersionHold } from '@lockstep/shared-types/version-hold'

/** A release that has ended, as far as its version is judged by it. */
export type EndedForHold = {
  readonly releaseId: string
  readonly kind: ReleaseKind
  readonly scope: ReleaseScope
  readonly status: ReleaseStatus
  /** It succeeded without a task that could show whether the version is healthy. */
  readonly isUnproven?: boolean
  readonly artifact: ArtifactRef
  /** What ran before it. */
  readonly from: ArtifactRef | null
  readonly rollbackOf: string | null
  readonly endedAt: string
  readonly requestedBy: string
  readonly reason: string | null
  readonly failure: Problem | null
  /** The last step that began; null when none did. */
  readonly lastStep: ReleaseStepId | null
}

type Half = Exclude<ReleaseScope, 'both'>

/** By digest, what speaks against a version here: the newest event that no later success has outdated. */
export function versionHolds(newestFirst: readonly EndedForHold[]): ReadonlyMap<string, VersionHold> {
  const holds = new Map<string, VersionHold>()
  const proven = new Map<string, Set<Half>>()
  const byId = new Map(newestFirst.map((release) => [release.releaseId, release]))
  const hold = (digest: string, { scope }: EndedForHold, found: VersionHold): void => {
    const isProven = halvesOf(scope).every((half) => proven.get(digest)?.has(half) === true)
    if (!isProven && !holds.has(digest)) holds.set(digest, found)
  }
  for (const release of newestFirst) {
    const { artifact, scope, status } = release
    const own = ownHold(release)
    if (own !== null) hold(artifact.digest, release, own)
    if (status !== 'succeeded') continue
    if (release.kind === 'rollback')
      for (const left of leftBy(release, byId))
        hold(left, release, entry(release, 'rolled-back', release.reason))
    if (release.isUnproven !== true)
      proven.set(artifact.digest, new Set([...(proven.get(artifact.digest) ?? []), ...halvesOf(scope)]))
  }
  return holds
}

/** What ran before, and what the release brought that was undone: what ran is not always known. */
const leftBy = (
  { artifact, from, rollbackOf }: EndedForHold,
  byId: ReadonlyMap<string, EndedForHold>,
): readonly string[] => {
  const undone = rollbackOf === null ? undefined : byId.get(rollbackOf)?.artifact
  const left = [from?.digest, undone?.digest].filter((digest) => digest !== undefined)
  return [...new Set(left)].filter((digest) => digest !== artifact.digest)
}

function ownHold(release: EndedForHold): VersionHold | null {
  const { status, failure, lastStep } = release
  // Nothing was changed yet, and nothing tried of the version.
  if (lastStep === null || lastStep === 'preflight') return null
  // What somebody else did to it says nothing of the version.
  if (failure?.code === 'changed-outside') return null
  const why = failure === null ? null : [failure.title, failure.detail].filter(Boolean).join(' ')
  if (status === 'failed')
    return entry(release, failure !== null && isOfVersion(failure, lastStep) ? 'failed' : 'broken-off', why)
  if (status !== 'aborted') return null
  // What was measured of the version stays true when somebody aborts.
  if (failure?.code === 'threshold-breached') return entry(release, 'failed', why)
  // An abort takes the rollout's traffic off the version.
  return entry(release, lastStep === 'rollout' ? 'rolled-back' : 'broken-off', why)
}

const ofVersion: readonly ProblemCode[] = [
  'ecs-rolled-back',
  'ecs-deployment-failed',
  'step-timeout',
  'verification-failed',
  'threshold-breached',
  'probe-failed',
  'artifact-no-frontend',
  'artifact-hostile',
  'artifact-too-large',
]
/** Here a version shows whether it comes up; elsewhere it is AWS that takes long. */
const showsVersion: readonly ReleaseStepId[] = [
  'candidate-steady',
  'backend-start',
  'backend-steady',
  'health',
  'edge-version',
  'rollout',
  'watch',
]

/** Whether the problem may lie in the version, and not in AWS, the network or Lockstep. */
const isOfVersion = ({ code }: Problem, step: ReleaseStepId): boolean =>
  ofVersion.includes(code) && (code !== 'step-timeout' || showsVersion.includes(step))

const entry = (
  { releaseId, endedAt, requestedBy }: EndedForHold,
  how: VersionHold['how'],
  why: string | null,
): VersionHold => ({ how, releaseId, at: endedAt, by: requestedBy, why })

const halvesOf = (scope: ReleaseScope): readonly Half[] =>
  scope === 'both' ? ['backend', 'frontend'] : [scope]
