import { DecisionPage } from '@lockstep/shared-types/decision'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { EnvironmentRollout, Rollout } from '@lockstep/shared-types/rollout'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, send } from './client.ts'
import { paramOf } from './environment.ts'
import { queryKeys } from './query-keys.ts'

/** Address of what belongs to one environment. */
export const environmentUrl = (ref: EnvironmentRef): string => {
  const { application, environment } = paramOf(ref)
  return `/applications/${application}/environments/${environment}`
}

const rolloutUrl = (releaseId: string): string => `/releases/${encodeURIComponent(releaseId)}/rollout`

/** What an environment can roll out with, and what runs there now. */
export const environmentRolloutQuery = (ref: EnvironmentRef) =>
  queryOptions({
    queryKey: queryKeys.environmentRollout(ref),
    queryFn: ({ signal }) => answer(send(`${environmentUrl(ref)}/rollout`, { signal }), EnvironmentRollout),
  })

/** The rollout of one release. */
export const rolloutQuery = (releaseId: string) =>
  queryOptions({
    queryKey: queryKeys.rollout(releaseId),
    queryFn: ({ signal }) => answer(send(rolloutUrl(releaseId), { signal }), Rollout),
  })

/** What the matrix said in this rollout, newest first, page by page. */
export const decisionsQuery = (releaseId: string) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.rollout(releaseId), 'decisions'],
    queryFn: ({ signal, pageParam }) => {
      const query = pageParam === null ? '' : `?cursor=${encodeURIComponent(pageParam)}`
      return answer(send(`${rolloutUrl(releaseId)}/decisions${query}`, { signal }), DecisionPage)
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  })
