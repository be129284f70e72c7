import type { ArtifactRef } from '@lockstep/shared-types/artifact'
import type { ReleaseStatus } from '@lockstep/shared-types/release'
import type { ReleaseKind } from '@lockstep/shared-types/release-kind'
import { standsInTheWay, type VersionHold } from '@lockstep/shared-types/version-hold'

/** What decides about a way back, for an emergency, a drift check and the list of candidates alike. */
export type WayBackFacts = {
  /** Digest that runs, else the one that is presumed to run: nobody goes back to where they are. */
  readonly running: string | null
  /** Digests that failed here or that somebody went back from, by Lockstep's records and by those of ECS. */
  readonly held: readonly string[]
}

type Served = { readonly artifact: { readonly digest: string }; readonly isUnproven?: boolean }

/** Whether anything goes back to it by itself. Whether its image is there is for the registry to say. */
export const mayBeWayBack = (digest: string, { running, held }: WayBackFacts): boolean =>
  digest !== running && !held.includes(digest)

/** The versions that served here and that may be gone back to, in the order of `good`. */
export const waysBack = <T extends Served>(good: readonly T[], facts: WayBackFacts): T[] =>
  good.filter(({ artifact, isUnproven }) => isUnproven !== true && mayBeWayBack(artifact.digest, facts))

/**
 * What runs where AWS does not tell: what the newest release tried, if that is held, for it may have left anything behind;
 * else the version that served here last.
 */
export function presumedRunning(
  good: readonly Served[],
  last: Served | null,
  held: readonly string[],
): string | null {
  if (last !== null && held.includes(last.artifact.digest)) return last.artifact.digest
  return good[0]?.artifact.digest ?? null
}

/** Digests of the versions that are held for a reason that stands in the way. */
export const heldDigests = (holds: ReadonlyMap<string, VersionHold>): string[] =>
  [...holds].filter(([, hold]) => standsInTheWay(hold)).map(([digest]) => digest)

/**
 * What a rollback wanted to leave: somebody found it bad, however far that rollback came. One that succeeded holds it, and a
 * later release of it may have let it go again.
 */
export const leftByRollback = (
  release: {
    readonly kind: ReleaseKind
    readonly status: ReleaseStatus
    readonly from: ArtifactRef | null
  } | null,
): string[] =>
  release?.kind === 'rollback' && release.status !== 'succeeded' && release.from !== null
    ? [release.from.digest]
    : []
