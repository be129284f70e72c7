import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Policy } from '@lockstep/shared-types/policy'
import type { Environment } from '../../domain/environment.ts'
import type { PoliciesInForce } from '../../domain/policy/in-force.ts'
import { unknownEnvironment } from '../../domain/request-problems.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { FindEnvironment, PolicyStore } from './ports.ts'

export type GetPolicyDeps = {
  readonly findEnvironment: FindEnvironment
  readonly memory: PoliciesInForce
  readonly store: Pick<PolicyStore, 'history'>
}

/** What is in force, with everybody's changes. `not-found`: not configured. Causes no AWS call. */
export async function getPolicy(deps: GetPolicyDeps, ref: EnvironmentRef): Promise<Result<Policy>> {
  const environment = deps.findEnvironment(ref)
  return environment === null ? unknownEnvironment(ref) : ok(await policyOf(deps, environment))
}

export async function policyOf(
  { memory, store }: Pick<GetPolicyDeps, 'memory' | 'store'>,
  environment: Environment,
): Promise<Policy> {
  const { applicationId, environmentId } = environment
  const [thresholds, rollout, history] = await Promise.all([
    memory.thresholdsInForce(environment),
    memory.rolloutPolicyInForce(environment),
    store.history(environment),
  ])
  return { applicationId, environmentId, thresholds, rollout, history }
}
