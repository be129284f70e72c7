import { ArtifactPage, type ArtifactQuery } from '@lockstep/shared-types/artifact'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import { answer, environmentApi, until } from './client.ts'
import { paramOf } from './environment.ts'
import { queryOf } from './query-of.ts'
import { queryKeys } from './query-keys.ts'

export type ArtifactFilter = Partial<Pick<ArtifactQuery, 'search' | 'sort' | 'direction' | 'limit'>>

/** The versions that may be deployed here, page by page; the previous result stays while a new search runs. */
export const artifactsQuery = (ref: EnvironmentRef, filter: ArtifactFilter = {}) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.artifacts(ref), filter],
    queryFn: ({ signal, pageParam }) =>
      answer(
        environmentApi.artifacts.$get(
          { param: paramOf(ref), query: queryOf(filter, pageParam) },
          until(signal),
        ),
        ArtifactPage,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  })
