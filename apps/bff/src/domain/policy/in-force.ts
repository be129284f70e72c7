import type { RolloutPolicyInForce, ThresholdsInForce } from '@lockstep/shared-types/policy'
import type { Environment } from '../environment.ts'

/** The thresholds that hold now: the newest version, else the configuration file's, version 0. Kept in memory. */
export type ReadThresholdsInForce = (environment: Environment) => Promise<ThresholdsInForce>

/** The rollout policy that holds now, in the same way; null when the environment has no rollout configured. */
export type ReadRolloutPolicyInForce = (environment: Environment) => Promise<RolloutPolicyInForce | null>

/** Both, for whoever judges measurements or moves traffic. */
export type PoliciesInForce = {
  readonly thresholdsInForce: ReadThresholdsInForce
  readonly rolloutPolicyInForce: ReadRolloutPolicyInForce
}

const configured = { version: 0, changedBy: null, changedAt: null, reason: null } as const

/** What the configuration file says, as version 0. */
export const configuredThresholds = ({ thresholds }: Pick<Environment, 'thresholds'>): ThresholdsInForce => ({
  ...configured,
  thresholds: [...thresholds],
})

export const configuredRolloutPolicy = ({
  rollout,
}: Pick<Environment, 'rollout'>): RolloutPolicyInForce | null =>
  rollout === null ? null : { ...configured, policy: rollout.policy }

/** For a set-up in which nobody can change the configuration file's, such as one of tests. */
export const configuredPolicies: PoliciesInForce = {
  thresholdsInForce: async (environment) => configuredThresholds(environment),
  rolloutPolicyInForce: async (environment) => configuredRolloutPolicy(environment),
}
