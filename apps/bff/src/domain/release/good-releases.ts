import type { ArtifactRef } from '@lockstep/shared-types/artifact'
import type { ReleaseKind } from '@lockstep/shared-types/release-kind'

type Ended = {
  readonly kind: ReleaseKind
  readonly artifact: ArtifactRef
  /** What ran before it. */
  readonly from: ArtifactRef | null
  readonly endedAt: string
}

/** When a rollback went back from this version, if nobody has released it with success since. */
export type Left = { readonly leftAt: string | null }

/**
 * The versions that served here, the most sensible to go back to first: the last successful release of each, newest
 * first, then those that a rollback went back from, because they were left for a reason. `successful`: newest first.
 */
export function orderGoodReleases<T extends Ended>(successful: readonly T[]): (T & Left)[] {
  const leftAt = new Map<string, string>()
  const lastOf = new Map<string, T & Left>()
  for (const release of successful) {
    const { kind, artifact, from, endedAt } = release
    if (!lastOf.has(artifact.digest))
      lastOf.set(artifact.digest, { ...release, leftAt: leftAt.get(artifact.digest) ?? null })
    if (kind === 'rollback' && from !== null && !leftAt.has(from.digest)) leftAt.set(from.digest, endedAt)
  }
  const all = [...lastOf.values()]
  return [
    ...all.filter((release) => release.leftAt === null),
    ...all.filter((release) => release.leftAt !== null),
  ]
}
