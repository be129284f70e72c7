import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { Plan, RollbackCandidates, type PlanRequest } from '@lockstep/shared-types/plan'
import { queryOptions } from '@tanstack/react-query'
import { attempt, type Attempt } from './attempt.ts'
import { answer, environmentApi, once, until } from './client.ts'
import { paramOf } from './environment.ts'
import { queryKeys } from './query-keys.ts'

const computePlan = (ref: EnvironmentRef, asked: Attempt<PlanRequest>): Promise<Plan> =>
  answer(environmentApi.plans.$post({ param: paramOf(ref), json: asked.input }, once(asked)), Plan)

/** Computes what a release would change, for dialogs that show the plan of what is chosen; changes nothing. */
export const planQuery = (ref: EnvironmentRef, request: PlanRequest) => {
  const asked = attempt(request)
  return queryOptions({
    queryKey: ['plan', ref.applicationId, ref.environmentId, request],
    queryFn: () => computePlan(ref, asked),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
}

/** Versions to go back to, the most sensible first. */
export const rollbackCandidatesQuery = (ref: EnvironmentRef) =>
  queryOptions({
    queryKey: queryKeys.rollbackCandidates(ref),
    queryFn: ({ signal }) =>
      answer(
        environmentApi['rollback-candidates'].$get({ param: paramOf(ref) }, until(signal)),
        RollbackCandidates,
      ),
  })
