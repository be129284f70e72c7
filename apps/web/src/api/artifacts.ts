import { Artifact, ArtifactPage, type ArtifactQuery } from '@lockstep/shared-types/artifact'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { read } from './client.ts'
import { environmentApiPath } from './environment.ts'
import { queryKeys } from './query-keys.ts'

export type ArtifactFilter = Partial<Pick<ArtifactQuery, 'search' | 'sort' | 'direction' | 'limit'>>

/** The versions that may be deployed here, page by page; the previous result stays while a new search runs. */
export const artifactsQuery = (ref: EnvironmentRef, filter: ArtifactFilter = {}) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.artifacts(ref), filter],
    queryFn: ({ signal, pageParam }) =>
      read({
        path: environmentApiPath(ref, 'artifacts'),
        query: { ...filter, cursor: pageParam },
        schema: ArtifactPage,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  })

/** One version with labels and scan findings. */
export const artifactQuery = (ref: EnvironmentRef, digest: string) =>
  queryOptions({
    queryKey: [...queryKeys.artifacts(ref), 'one', digest],
    queryFn: ({ signal }) =>
      read({ path: environmentApiPath(ref, 'artifacts', digest), schema: Artifact, signal }),
  })
