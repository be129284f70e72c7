import type { ReleaseLogPage } from '@lockstep/shared-types/release'
import type { ReleaseLogQuery } from '@lockstep/shared-types/release-query'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { StoreReleases } from './ports.ts'
import { releaseNotFound } from './release-problems.ts'

/** Entries after a sequence number, oldest first; `nextSeq` is where the next page begins. */
export async function listReleaseLog(
  deps: { readonly releases: Pick<StoreReleases, 'get' | 'log'> },
  releaseId: string,
  { after, limit }: ReleaseLogQuery,
): Promise<Result<ReleaseLogPage>> {
  if ((await deps.releases.get(releaseId)) === null) return fail(releaseNotFound(releaseId))
  const entries = await deps.releases.log(releaseId, after, limit)
  return ok({ entries: [...entries], nextSeq: entries.at(-1)?.seq ?? after })
}
