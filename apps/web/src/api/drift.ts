import { DriftReport } from '@lockstep/shared-types/drift'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiProblem } from './api-problem.ts'
import type { Attempt } from './attempt.ts'
import { answer, environmentApi, once, until } from './client.ts'
import { paramOf } from './environment.ts'
import { outdate, rememberAnswer } from './outdate.ts'
import { queryKeys } from './query-keys.ts'

/** Not configured, as the environment's own query says too; or not checked yet. */
const absent: readonly string[] = ['not-found', 'not-ready']
const askAgainMilliseconds = 5000

/** The last drift report; null before the first check has ended. */
export const driftQuery = (ref: EnvironmentRef) =>
  queryOptions({
    queryKey: queryKeys.drift(ref),
    queryFn: ({ signal }): Promise<DriftReport | null> =>
      answer(environmentApi.drift.$get({ param: paramOf(ref) }, until(signal)), DriftReport).catch(
        (error: unknown) => {
          if (error instanceof ApiProblem && absent.includes(error.code)) return null
          throw error
        },
      ),
    // The event that brings the first report may have passed before the event stream was open.
    refetchInterval: ({ state }) => (state.data === null ? askAgainMilliseconds : false),
  })

/** Checks now instead of at the monitor's next turn. */
export const useCheckDrift = (ref: EnvironmentRef) => {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (asked: Attempt<null>) =>
      answer(environmentApi.drift.checks.$post({ param: paramOf(ref) }, once(asked)), DriftReport),
    onSuccess: (report) => {
      rememberAnswer(queryClient, queryKeys.drift(ref), report)
      outdate(queryClient, queryKeys.environment(ref))
    },
  })
}
