import { DriftReport } from '@lockstep/shared-types/drift'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiProblem } from './api-problem.ts'
import type { Attempt } from './attempt.ts'
import { read, send } from './client.ts'
import { environmentApiPath } from './environment.ts'
import { queryKeys } from './query-keys.ts'

/** The last drift report; null before the first check has ended. */
export const driftQuery = (ref: EnvironmentRef) =>
  queryOptions({
    queryKey: queryKeys.drift(ref),
    queryFn: ({ signal }): Promise<DriftReport | null> =>
      read({ path: environmentApiPath(ref, 'drift'), schema: DriftReport, signal }).catch(
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
    mutationFn: ({ idempotencyKey }: Attempt<null>) =>
      send({ path: environmentApiPath(ref, 'drift', 'checks'), schema: DriftReport, idempotencyKey }),
    onSuccess: (report) => {
      queryClient.setQueryData(queryKeys.drift(ref), report)
      void queryClient.invalidateQueries({ queryKey: queryKeys.environment(ref) })
    },
  })
}
