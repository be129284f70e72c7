import type { Actor } from '@lockstep/shared-types/actor'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Policy, PolicyVersion } from '@lockstep/shared-types/policy'
import type { Problem } from '@lockstep/shared-types/problem'
import type { Clock } from '../../domain/clock.ts'
import type { Environment } from '../../domain/environment.ts'
import type { FieldError } from '../../domain/policy/field-error.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { policyOf } from './get-policy.ts'
import type { PolicyMemory } from './policies-in-force.ts'
import { policyInvalid, policyOutdated } from './policy-problems.ts'
import type { FindEnvironment, PolicyBody, PolicyStore } from './ports.ts'

export type ChangePolicyDeps = {
  readonly findEnvironment: FindEnvironment
  readonly memory: PolicyMemory
  readonly store: PolicyStore
  readonly clock: Clock
}

export type Change = PolicyBody & {
  readonly environment: Environment
  readonly actor: Actor
  readonly baseVersion: number
  readonly reason: string
  readonly errors: readonly FieldError[]
  /** Exactly this is in force already. */
  readonly same: boolean
  /** What is different, in words. */
  readonly summary: string
  readonly inForce: PolicyVersion
  /** Reads again what is in force, once somebody was quicker. */
  readonly readInForce: () => Promise<PolicyVersion>
}

/**
 * Puts a version in force, or says why not: `policy-invalid` with a message for each field, `policy-outdated` when
 * somebody was quicker. What is in force already makes no new version.
 */
export async function changePolicy(deps: ChangePolicyDeps, change: Change): Promise<Result<Policy>> {
  const { environment, inForce } = change
  if (change.errors.length > 0) return await refuse(deps, change, policyInvalid(change.errors))
  if (change.same) return ok(await policyOf(deps, environment))
  if (change.baseVersion !== inForce.version) return await refuse(deps, change, policyOutdated(inForce))
  const { kind, body } = change
  const saved = await deps.store.save({
    ...(kind === 'thresholds' ? { kind, body } : { kind, body }),
    ref: refOf(environment),
    version: change.baseVersion + 1,
    changedBy: change.actor,
    changedAt: deps.clock.now().toISOString(),
    reason: change.reason,
    summary: change.summary,
  })
  deps.memory.forget(environment)
  if (!saved) return await refuse(deps, change, policyOutdated(await change.readInForce()))
  return ok(await policyOf(deps, environment))
}

const refOf = ({ applicationId, environmentId }: Environment): EnvironmentRef => ({
  applicationId,
  environmentId,
})

async function refuse(
  { store, clock }: ChangePolicyDeps,
  change: Change,
  problem: Problem,
): Promise<Result<never>> {
  const { environment, kind, baseVersion, actor, reason } = change
  const at = clock.now().toISOString()
  await store.refused({ ref: refOf(environment), kind, baseVersion, actor, at, reason, problem })
  return fail(problem)
}
