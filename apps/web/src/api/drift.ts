import { DriftReport } from '@lockstep/shared-types/drift'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiProblem } from './api-problem.ts'
import type { Attempt } from './attempt.ts'
import { answer, environmentApi, once, until } from './client.ts'
import { paramOf } from './environment.ts'
import { queryKeys } from './query-keys.ts'

/** The last drift report; null before the first check has ended. */
export const driftQuery = (ref: EnvironmentRef) =>
  queryOptions({
    queryKey: queryKeys.drift(ref),
    queryFn: ({ signal }): Promise<DriftReport | null> =>
      answer(environmentApi.drift.$get({ param: paramOf(ref) }, until(signal)), DriftReport).catch(
        (error: unknown) => {
          if (error instanceof ApiProblem && error.code === 'not-found') return null
          throw error
        },
      ),
  })

/** Checks now instead of at the monitor's next turn. */
export const useCheckDrift = (ref: EnvironmentRef) => {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (asked: Attempt<null>) =>
      answer(environmentApi.drift.checks.$post({ param: paramOf(ref) }, once(asked)), DriftReport),
    onSuccess: (report) => {
      queryClient.setQueryData(queryKeys.drift(ref), report)
      void queryClient.invalidateQueries({ queryKey: queryKeys.environment(ref) })
    },
  })
}
