import type { ReleasePage } from '@lockstep/shared-types/release'
import type { ReleaseQuery } from '@lockstep/shared-types/release-query'
import { foreignCursor } from '../../domain/request-problems.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { StoreReleases } from './ports.ts'

/** A page of releases, newest first. `bad-request` for a cursor that this list did not hand out. */
export async function listReleases(
  deps: { readonly releases: Pick<StoreReleases, 'list'> },
  query: ReleaseQuery,
): Promise<Result<ReleasePage>> {
  if (query.cursor !== undefined && !/^[0-9A-Z]{26}$/.test(query.cursor)) return foreignCursor
  const found = await deps.releases.list({ ...query, limit: query.limit + 1 }, query.cursor ?? null)
  const releases = found.slice(0, query.limit)
  const last = releases.at(-1)
  return ok({ releases, nextCursor: found.length > query.limit && last !== undefined ? last.id : null })
}
