import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import {
  Emergency,
  Rollout,
  type EmergencyInput,
  type EnvironmentRollout,
  type RolloutControlInput,
} from '@lockstep/shared-types/rollout'
import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import type { Attempt } from './attempt.ts'
import { answer, api, environmentApi, once, releaseParam } from './client.ts'
import { paramOf } from './environment.ts'
import { outdate, rememberAnswer } from './outdate.ts'
import { queryKeys } from './query-keys.ts'

const remember = (client: QueryClient, rollout: Rollout): void => {
  rememberAnswer(client, queryKeys.rollout(rollout.releaseId), rollout)
  client.setQueryData<EnvironmentRollout>(queryKeys.environmentRollout(rollout), (before) =>
    before?.rollout?.releaseId === rollout.releaseId ? { ...before, rollout } : before,
  )
  outdate(client, queryKeys.environmentRollout(rollout))
  outdate(client, queryKeys.fleet)
}

/** Moves, holds or ends a rollout. `rollout-changed` says that somebody was quicker; the rollout is read again then. */
export const useControlRollout = (releaseId: string, ref: EnvironmentRef) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (asked: Attempt<RolloutControlInput>) =>
      answer(
        api.releases[':releaseId'].rollout.control.$post(
          { param: releaseParam(releaseId), json: asked.input },
          once(asked),
        ),
        Rollout,
      ),
    onSuccess: (rollout) => remember(client, rollout),
    onError: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.rollout(releaseId) }),
        client.invalidateQueries({ queryKey: queryKeys.environmentRollout(ref) }),
      ])
    },
  })
}

/** Takes traffic off the bad version at once: a running rollout to zero, else back to the release before. */
export const useEmergency = (ref: EnvironmentRef) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (asked: Attempt<EmergencyInput>) =>
      answer(
        environmentApi.emergency.$post({ param: paramOf(ref), json: asked.input }, once(asked)),
        Emergency,
      ),
    onSuccess: ({ releaseId }) => {
      for (const queryKey of [
        queryKeys.environmentRollout(ref),
        queryKeys.rollout(releaseId),
        queryKeys.release(releaseId),
        queryKeys.environment(ref),
        queryKeys.releases,
        queryKeys.fleet,
      ])
        outdate(client, queryKey)
    },
  })
}
