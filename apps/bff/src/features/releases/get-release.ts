import type { Release } from '@lockstep/shared-types/release'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { StoreReleases } from './ports.ts'
import { releaseNotFound } from './release-problems.ts'

/** One release with its steps; `not-found` for an unknown id. */
export async function getRelease(
  deps: { readonly releases: Pick<StoreReleases, 'get'> },
  releaseId: string,
): Promise<Result<Release>> {
  const release = await deps.releases.get(releaseId)
  return release === null ? fail(releaseNotFound(releaseId)) : ok(release)
}
