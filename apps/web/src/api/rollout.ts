import { DecisionPage } from '@lockstep/shared-types/decision'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { EnvironmentRollout, Rollout } from '@lockstep/shared-types/rollout'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, api, environmentApi, releaseParam, until } from './client.ts'
import { paramOf } from './environment.ts'
import { queryKeys } from './query-keys.ts'
import { queryOf } from './query-of.ts'

/** What an environment can roll out with, and what runs there now. */
export const environmentRolloutQuery = (ref: EnvironmentRef) =>
  queryOptions({
    queryKey: queryKeys.environmentRollout(ref),
    queryFn: ({ signal }) =>
      answer(environmentApi.rollout.$get({ param: paramOf(ref) }, until(signal)), EnvironmentRollout),
  })

/** The rollout of one release. */
export const rolloutQuery = (releaseId: string) =>
  queryOptions({
    queryKey: queryKeys.rollout(releaseId),
    queryFn: ({ signal }) =>
      answer(
        api.releases[':releaseId'].rollout.$get({ param: releaseParam(releaseId) }, until(signal)),
        Rollout,
      ),
  })

/** What the matrix said in this rollout, newest first, page by page. */
export const decisionsQuery = (releaseId: string) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.rollout(releaseId), 'decisions'],
    queryFn: ({ signal, pageParam }) =>
      answer(
        api.releases[':releaseId'].rollout.decisions.$get(
          { param: releaseParam(releaseId), query: queryOf({ limit: pageSize }, pageParam) },
          until(signal),
        ),
        DecisionPage,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  })

const pageSize = 12
