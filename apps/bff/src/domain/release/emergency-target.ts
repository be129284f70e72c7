import type { ArtifactRef } from '@lockstep/shared-types/artifact'
import type { Release, ReleaseStatus } from '@lockstep/shared-types/release'
import type { ReleaseKind, ReleaseScope } from '@lockstep/shared-types/release-kind'
import { leftByRollback, mayBeWayBack, presumedRunning, waysBack } from './way-back.ts'

export type EmergencyTarget = { readonly artifact: ArtifactRef; readonly scope: ReleaseScope }

type Ended = {
  readonly kind: ReleaseKind
  readonly status: ReleaseStatus
  readonly artifact: ArtifactRef
  /** What ran before it. */
  readonly from: ArtifactRef | null
  readonly scope: ReleaseScope
}

export type EmergencyFacts = {
  /** The release that was aborted for the emergency; null when none ran. */
  readonly after: Pick<Release, 'kind' | 'artifact' | 'from' | 'scope' | 'steps'> | null
  /** Digest that the backend runs; null when that could not be told. */
  readonly running: string | null
  /** Versions that served here, the most sensible to go back to first, today's among them. */
  readonly good: readonly (Pick<Ended, 'artifact'> & { readonly isUnproven?: boolean })[]
  /** Digests that are no way back, because they failed here or somebody went back from them. */
  readonly held: readonly string[]
  /** The newest release that ended, in whatever way. */
  readonly last: Ended | null
  /** The way back to which the revisions in ECS lead; null when there is none. */
  readonly found: ArtifactRef | null
}

/**
 * Where an emergency may go, the most sensible first: what ran before a release that was broken off; what served here and
 * is not what runs; what ran before the last release; what the revisions lead to. None of it is held.
 */
export function emergencyTargets(facts: EmergencyFacts): readonly EmergencyTarget[] {
  const { after, good, last, found } = facts
  const held = [
    ...facts.held,
    ...leftByRollback(after && { ...after, status: 'aborted' }),
    ...leftByRollback(last),
  ]
  const changedBy = after !== null && hasChangedSomething(after) ? after : null
  const running = facts.running ?? presumedRunning(good, last, held)
  const lastIsRunning = last !== null && last.artifact.digest === facts.running
  const scope = lastIsRunning ? last.scope : 'both'
  // A release that was broken off leaves a mixture: what it brought is no way back, and what ran before it is one.
  const decisive =
    changedBy === null ? { running, held } : { running: changedBy.artifact?.digest ?? null, held }
  const targets: EmergencyTarget[] = [
    ...only(changedBy?.from ?? null, changedBy?.scope ?? scope),
    ...waysBack(good, decisive).map(({ artifact }) => ({ artifact, scope })),
    ...only(lastIsRunning ? last.from : null, scope),
    // Before the first release by Lockstep nobody knows whether such a revision ever did well.
    ...only(last === null ? null : found, 'both'),
  ]
  return targets.filter(
    ({ artifact: { digest } }, index) =>
      mayBeWayBack(digest, decisive) && targets.findIndex((one) => one.artifact.digest === digest) === index,
  )
}

const only = (artifact: ArtifactRef | null, scope: ReleaseScope): EmergencyTarget[] =>
  artifact === null ? [] : [{ artifact, scope }]

/** It touched the main halves, or all traffic is on its candidate. */
export const hasChangedSomething = ({ steps }: Pick<Release, 'steps'>): boolean =>
  steps.some(({ id, state }) => {
    if (id === 'rollout') return state === 'succeeded'
    return (
      (id === 'backend-update' || id === 'frontend-publish') && state !== 'pending' && state !== 'skipped'
    )
  })
