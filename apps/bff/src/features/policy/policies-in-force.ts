import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { environmentKey, type Environment } from '../../domain/environment.ts'
import {
  configuredRolloutPolicy,
  configuredThresholds,
  type PoliciesInForce,
} from '../../domain/policy/in-force.ts'
import type { PolicyStore } from './ports.ts'

export type PolicyMemory = PoliciesInForce & {
  /** To be called after every change, here or on another replica: the next question is asked of the store. */
  readonly forget: (ref: EnvironmentRef) => void
}

/** What is in force, read from the store once and kept until `forget`, or for a minute: word of a change may get lost. */
export function createPolicyMemory(
  store: Pick<PolicyStore, 'newestThresholds' | 'newestRolloutPolicy'>,
  monotonic: () => number = () => performance.now(),
): PolicyMemory {
  const thresholds = createKept(
    (environment) =>
      store.newestThresholds(environment).then((newest) => newest ?? configuredThresholds(environment)),
    monotonic,
  )
  const rollout = createKept(
    async (environment) =>
      environment.rollout === null
        ? null
        : ((await store.newestRolloutPolicy(environment)) ?? configuredRolloutPolicy(environment)),
    monotonic,
  )
  return {
    thresholdsInForce: thresholds.get,
    rolloutPolicyInForce: rollout.get,
    forget: (ref) => {
      thresholds.forget(ref)
      rollout.forget(ref)
    },
  }
}

const keptMilliseconds = 60_000

/** Keeps the promise and not its value: what is read while somebody writes is forgotten with it. */
function createKept<T>(read: (environment: Environment) => Promise<T>, monotonic: () => number) {
  const kept = new Map<string, { readonly asked: Promise<T>; readonly until: number }>()
  return {
    get: (environment: Environment): Promise<T> => {
      const key = environmentKey(environment)
      const known = kept.get(key)
      if (known !== undefined && monotonic() < known.until) return known.asked
      const asked = read(environment)
      kept.set(key, { asked, until: monotonic() + keptMilliseconds })
      asked.catch(() => {
        if (kept.get(key)?.asked === asked) kept.delete(key)
      })
      return asked
    },
    forget: (ref: EnvironmentRef) => {
      kept.delete(environmentKey(ref))
    },
  }
}
