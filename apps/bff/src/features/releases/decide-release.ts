import type { Actor } from '@lockstep/shared-types/actor'
import { whyNotAllowed } from '@lockstep/shared-types/release-actions'
import type { DecideReleaseInput, Release } from '@lockstep/shared-types/release'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { StoreReleases } from './ports.ts'
import { auditRefusal } from './audit-refusal.ts'
import { actionNotAllowed, releaseNotFound } from './release-problems.ts'

export type DecideReleaseDeps = {
  readonly releases: Pick<StoreReleases, 'get' | 'decide' | 'refused'>
  /** Wakes the waiting step. */
  readonly signal: (releaseId: string) => void
}

/** Answers a release that asks whether to keep the new version or to roll back. `release-ended` when it does not ask. */
export async function decideRelease(
  deps: DecideReleaseDeps,
  { releaseId, decision, reason, actor }: DecideReleaseInput & { releaseId: string; actor: Actor },
): Promise<Result<Release>> {
  const release = await deps.releases.get(releaseId)
  if (release === null) return fail(releaseNotFound(releaseId))
  const accepted = await deps.releases.decide(releaseId, actor, decision, reason)
  const now = (await deps.releases.get(releaseId)) ?? release
  if (!accepted)
    return await auditRefusal(
      deps.releases,
      { action: 'release.decide', ref: release, releaseId, actor, reason, asked: { decision } },
      fail(actionNotAllowed(whyNotAllowed('decide', now.status) ?? 'It was decided already.')),
    )
  deps.signal(releaseId)
  return ok(now)
}
