import type { ArtifactRef } from '@lockstep/shared-types/artifact'
import { standsInTheWay, type VersionHold } from '@lockstep/shared-types/version-hold'

type Ended = { readonly artifact: ArtifactRef; readonly isUnproven?: boolean }

/** What speaks against going back to this version: it failed here, or a rollback went back from it; null when nothing does. */
export type Held = { readonly hold: VersionHold | null }

/**
 * The versions that served here, the most sensible to go back to first: the last successful release of each, newest
 * first, then those that are held for a reason. `successful`: newest first; `holds`: by digest. What no task ever ran of
 * is nothing to go back to: it counts only as long as it is what was released last.
 */
export function orderGoodReleases<T extends Ended>(
  successful: readonly T[],
  holds: ReadonlyMap<string, VersionHold>,
): (T & Held)[] {
  const lastOf = new Map<string, T & Held>()
  for (const [index, release] of successful.entries()) {
    if (index > 0 && release.isUnproven === true) continue
    const { digest } = release.artifact
    if (!lastOf.has(digest)) lastOf.set(digest, { ...release, hold: holds.get(digest) ?? null })
  }
  const all = [...lastOf.values()]
  return [
    ...all.filter(({ hold }) => !standsInTheWay(hold)),
    ...all.filter(({ hold }) => standsInTheWay(hold)),
  ]
}
