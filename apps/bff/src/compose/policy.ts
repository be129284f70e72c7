import { createPolicyStore } from '../adapters/store/policy-store.ts'
import type { PoliciesInForce } from '../domain/policy/in-force.ts'
import { changeRolloutPolicy } from '../features/policy/change-rollout-policy.ts'
import { changeThresholds } from '../features/policy/change-thresholds.ts'
import { getPolicy } from '../features/policy/get-policy.ts'
import { createPolicyMemory } from '../features/policy/policies-in-force.ts'
import type { ReadPast } from '../features/policy/ports.ts'
import { replayPolicy } from '../features/policy/replay-policy.ts'
import type { PolicyRoutesDeps } from '../features/policy/routes.ts'
import type { Foundation } from './foundation.ts'

export type PolicyParts = PoliciesInForce & {
  readonly verbs: (deps: { readonly readPast: ReadPast }) => PolicyRoutesDeps
  /** Hears of changes by other replicas, from now on. */
  readonly start: () => void
  readonly stop: () => void
}

/** Joins the versions of thresholds and rollout policies with the memory of what is in force. */
export function composePolicy(
  foundation: Pick<Foundation, 'findEnvironment' | 'store' | 'live' | 'clock'>,
): PolicyParts {
  const { findEnvironment, live, clock } = foundation
  const store = createPolicyStore({ store: foundation.store, liveEvents: live })
  const memory = createPolicyMemory(store)
  const changing = { findEnvironment, memory, store, clock }
  let unsubscribe = (): void => {}
  return {
    thresholdsInForce: memory.thresholdsInForce,
    rolloutPolicyInForce: memory.rolloutPolicyInForce,
    verbs: ({ readPast }) => ({
      getPolicy: (ref) => getPolicy({ findEnvironment, memory, store }, ref),
      changeThresholds: (input) => changeThresholds(changing, input),
      changeRolloutPolicy: (input) => changeRolloutPolicy(changing, input),
      replayPolicy: (input) => replayPolicy({ findEnvironment, memory, readPast }, input),
    }),
    start: () => {
      unsubscribe = live.subscribe(null, ({ event }) => {
        if (event.type === 'policy.updated') memory.forget(event)
      })
    },
    stop: () => unsubscribe(),
  }
}
