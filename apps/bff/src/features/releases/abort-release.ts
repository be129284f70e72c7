import type { Actor } from '@lockstep/shared-types/actor'
import { whyNotAllowed } from '@lockstep/shared-types/release-actions'
import type { Release } from '@lockstep/shared-types/release'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { StoreReleases } from './ports.ts'
import { auditRefusal } from './audit-refusal.ts'
import { actionNotAllowed, releaseNotFound } from './release-problems.ts'

export type AbortReleaseDeps = {
  readonly releases: Pick<StoreReleases, 'get' | 'requestAbort' | 'refused'>
  /** Wakes the running step, so that it sees the request at once. */
  readonly signal: (releaseId: string) => void
}

/** Asks a release to stop at the next safe point; it then says in which state it left the environment. `release-ended` when it is too late. */
export async function abortRelease(
  deps: AbortReleaseDeps,
  { releaseId, reason, actor }: { releaseId: string; reason: string; actor: Actor },
): Promise<Result<Release>> {
  const release = await deps.releases.get(releaseId)
  if (release === null) return fail(releaseNotFound(releaseId))
  // A second press means the same: it is being aborted already.
  if (release.status === 'aborting') return ok(release)
  const accepted = await deps.releases.requestAbort(releaseId, actor, reason)
  const now = (await deps.releases.get(releaseId)) ?? release
  if (!accepted)
    return await auditRefusal(
      deps.releases,
      { action: 'release.abort', ref: release, releaseId, actor, reason, asked: {} },
      fail(actionNotAllowed(whyNotAllowed('abort', now.status) ?? 'It is too late to abort.')),
    )
  deps.signal(releaseId)
  return ok(now)
}
