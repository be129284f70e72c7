import type { ArtifactRef } from '@lockstep/shared-types/artifact'
import type { Release } from '@lockstep/shared-types/release'
import type { ReleaseScope } from '@lockstep/shared-types/release-kind'

export type EmergencyTarget = { readonly artifact: ArtifactRef; readonly scope: ReleaseScope }

type Ended = {
  readonly artifact: ArtifactRef
  /** What ran before it. */
  readonly from: ArtifactRef | null
  readonly scope: ReleaseScope
}

export type EmergencyFacts = {
  /** The release that was aborted for the emergency; null when none ran. */
  readonly after: Pick<Release, 'from' | 'scope' | 'steps'> | null
  /** Digest that the backend runs; null when that could not be told. */
  readonly running: string | null
  /** Versions that served here, the most sensible to go back to first, today's among them. */
  readonly good: readonly Pick<Ended, 'artifact'>[]
  /** The newest release that ended, in whatever way. */
  readonly last: Ended | null
}

/** What ran before a release that was broken off; else the newest version that served here and is not what runs. */
export function emergencyTarget({ after, running, good, last }: EmergencyFacts): EmergencyTarget | null {
  if (after !== null && after.from !== null && hasChangedSomething(after))
    return { artifact: after.from, scope: after.scope }
  const lastIsRunning = last !== null && last.artifact.digest === running
  const today = running ?? good[0]?.artifact.digest
  const before = good.find(({ artifact }) => artifact.digest !== today)
  if (before !== undefined) return { artifact: before.artifact, scope: lastIsRunning ? last.scope : 'both' }
  return lastIsRunning && last.from !== null && last.from.digest !== running
    ? { artifact: last.from, scope: last.scope }
    : null
}

/** It touched the main halves, or all traffic is on its candidate. */
const hasChangedSomething = ({ steps }: Pick<Release, 'steps'>): boolean =>
  steps.some(({ id, state }) => {
    if (id === 'rollout') return state === 'succeeded'
    return (
      (id === 'backend-update' || id === 'frontend-publish') && state !== 'pending' && state !== 'skipped'
    )
  })
