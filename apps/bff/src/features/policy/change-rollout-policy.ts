import type { Actor } from '@lockstep/shared-types/actor'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { ChangeRolloutPolicyInput, Policy } from '@lockstep/shared-types/policy'
import { canonicalJson } from '../../domain/audit/canonical-json.ts'
import { checkRolloutPolicy } from '../../domain/policy/check-rollout-policy.ts'
import { describePolicyChange } from '../../domain/policy/describe-change.ts'
import { unknownEnvironment } from '../../domain/request-problems.ts'
import { fail, type Result } from '../../domain/result.ts'
import { changePolicy, type ChangePolicyDeps } from './change-policy.ts'
import { noRollout } from './policy-problems.ts'

/** Puts another rollout policy in force. Problems: `policy-invalid`, `policy-outdated`, `rollout-not-configured`, `not-found`. */
export async function changeRolloutPolicy(
  deps: ChangePolicyDeps,
  input: ChangeRolloutPolicyInput & { readonly ref: EnvironmentRef; readonly actor: Actor },
): Promise<Result<Policy>> {
  const environment = deps.findEnvironment(input.ref)
  if (environment === null) return unknownEnvironment(input.ref)
  const inForce = await deps.memory.rolloutPolicyInForce(environment)
  if (environment.rollout === null || inForce === null) return fail(noRollout(input.ref))
  return await changePolicy(deps, {
    ...input,
    environment,
    kind: 'rollout',
    body: input.policy,
    errors: checkRolloutPolicy(input.policy, environment.rollout.driver, environment.metrics),
    same: canonicalJson(inForce.policy) === canonicalJson(input.policy),
    summary: describePolicyChange(inForce.policy, input.policy),
    inForce,
    readInForce: async () => (await deps.memory.rolloutPolicyInForce(environment)) ?? inForce,
  })
}
