import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import {
  Policy,
  Replay,
  type ChangeRolloutPolicyInput,
  type ChangeThresholdsInput,
  type ReplayInput,
} from '@lockstep/shared-types/policy'
import { queryOptions, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import type { Attempt } from './attempt.ts'
import { answer, environmentApi, once, until } from './client.ts'
import { paramOf } from './environment.ts'
import { outdate, rememberAnswer } from './outdate.ts'
import { queryKeys } from './query-keys.ts'

/** Thresholds and rollout policy in force, with every change. */
export const policyQuery = (ref: EnvironmentRef) =>
  queryOptions({
    queryKey: queryKeys.policy(ref),
    queryFn: ({ signal }) =>
      answer(environmentApi.policy.$get({ param: paramOf(ref) }, until(signal)), Policy),
  })

const remember = (client: QueryClient, policy: Policy): void => {
  rememberAnswer(client, queryKeys.policy(policy), policy)
  for (const queryKey of [queryKeys.environmentRollout(policy), queryKeys.measurements(policy)])
    outdate(client, queryKey)
}

/** Puts other thresholds in force. After `policy-outdated` the policy is read again, which shows who was quicker. */
export const useChangeThresholds = (ref: EnvironmentRef) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (asked: Attempt<ChangeThresholdsInput>) =>
      answer(
        environmentApi.policy.thresholds.$put({ param: paramOf(ref), json: asked.input }, once(asked)),
        Policy,
      ),
    onSuccess: (policy) => remember(client, policy),
    onError: () => client.invalidateQueries({ queryKey: queryKeys.policy(ref) }),
  })
}

/** Puts another rollout policy in force. */
export const useChangeRolloutPolicy = (ref: EnvironmentRef) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (asked: Attempt<ChangeRolloutPolicyInput>) =>
      answer(
        environmentApi.policy.rollout.$put({ param: paramOf(ref), json: asked.input }, once(asked)),
        Policy,
      ),
    onSuccess: (policy) => remember(client, policy),
    onError: () => client.invalidateQueries({ queryKey: queryKeys.policy(ref) }),
  })
}

/** What limits would have decided in the last hours; changes nothing. */
export const useReplay = (ref: EnvironmentRef) =>
  useMutation({
    mutationFn: (asked: Attempt<ReplayInput>) =>
      answer(
        environmentApi.policy.replay.$post({ param: paramOf(ref), json: asked.input }, once(asked)),
        Replay,
      ),
  })
