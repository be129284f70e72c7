import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { Release, ReleasePage } from '@lockstep/shared-types/release'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { apiPath, read } from './client.ts'
import { queryKeys } from './query-keys.ts'

export type ReleaseFilter = {
  readonly application?: string
  readonly environment?: string
  readonly status?: string
}

/** Releases, newest first, page by page. */
export const releasesQuery = (filter: ReleaseFilter = {}) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.releases, 'all', filter],
    queryFn: ({ signal, pageParam }) =>
      read({ path: 'releases', query: { ...filter, cursor: pageParam }, schema: ReleasePage, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  })

/** The first page of one environment's releases. */
export const releasesOfQuery = (ref: EnvironmentRef) =>
  queryOptions({
    queryKey: queryKeys.releasesOf(ref),
    queryFn: ({ signal }) => {
      const query = { application: ref.applicationId, environment: ref.environmentId }
      return read({ path: 'releases', query, schema: ReleasePage, signal })
    },
  })

/** One release with its steps. */
export const releaseQuery = (releaseId: string) =>
  queryOptions({
    queryKey: queryKeys.release(releaseId),
    queryFn: ({ signal }) => read({ path: apiPath('releases', releaseId), schema: Release, signal }),
  })
