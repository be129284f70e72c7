import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { Release, ReleasePage } from '@lockstep/shared-types/release'
import type { ReleaseQuery } from '@lockstep/shared-types/release-query'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, api, releaseParam, until } from './client.ts'
import { queryOf } from './query-of.ts'
import { queryKeys } from './query-keys.ts'

export type ReleaseFilter = Partial<Pick<ReleaseQuery, 'application' | 'environment' | 'status' | 'kind'>>

/** Releases, newest first, page by page. */
export const releasesQuery = (filter: ReleaseFilter = {}) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.releases, 'all', filter],
    queryFn: ({ signal, pageParam }) =>
      answer(api.releases.$get({ query: queryOf(filter, pageParam) }, until(signal)), ReleasePage),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  })

/** The first page of one environment's releases. */
export const releasesOfQuery = (ref: EnvironmentRef) =>
  queryOptions({
    queryKey: queryKeys.releasesOf(ref),
    queryFn: ({ signal }) =>
      answer(
        api.releases.$get(
          { query: { application: ref.applicationId, environment: ref.environmentId } },
          until(signal),
        ),
        ReleasePage,
      ),
  })

/** One release with its steps. */
export const releaseQuery = (releaseId: string) =>
  queryOptions({
    queryKey: queryKeys.release(releaseId),
    queryFn: ({ signal }) =>
      answer(api.releases[':releaseId'].$get({ param: releaseParam(releaseId) }, until(signal)), Release),
  })
