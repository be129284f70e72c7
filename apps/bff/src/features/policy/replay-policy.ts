import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Threshold } from '@lockstep/shared-types/measurement'
import type { Replay, ReplayInput, RolloutPolicy } from '@lockstep/shared-types/policy'
import { effectiveMatrix } from '../../domain/decision/effective-matrix.ts'
import { replay } from '../../domain/decision/replay.ts'
import type { Environment } from '../../domain/environment.ts'
import { checkRolloutPolicy } from '../../domain/policy/check-rollout-policy.ts'
import { checkThresholds } from '../../domain/policy/check-thresholds.ts'
import type { PoliciesInForce } from '../../domain/policy/in-force.ts'
import { unknownEnvironment } from '../../domain/request-problems.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { standardMatrix } from '@lockstep/shared-types/standard-matrix'
import { noRollout, policyInvalid } from './policy-problems.ts'
import type { FindEnvironment, ReadPast } from './ports.ts'

export type ReplayPolicyDeps = {
  readonly findEnvironment: FindEnvironment
  readonly memory: PoliciesInForce
  readonly readPast: ReadPast
}

/**
 * Says what limits would have decided in the last hours, beside what those in force would have. Changes nothing, and
 * causes at most one read of metrics. What the request leaves out is as it is in force; an environment without rollout
 * is judged by the standard matrix. Problems: `policy-invalid`, `rollout-not-configured`, `not-found`.
 */
export async function replayPolicy(
  deps: ReplayPolicyDeps,
  input: ReplayInput & { readonly ref: EnvironmentRef },
): Promise<Result<Replay>> {
  const environment = deps.findEnvironment(input.ref)
  if (environment === null) return unknownEnvironment(input.ref)
  if (input.policy !== null && environment.rollout === null) return fail(noRollout(input.ref))
  const errors = errorsOf(environment, input)
  if (errors.length > 0) return fail(policyInvalid(errors))
  const [{ thresholds }, rollout, { from, to, series }] = await Promise.all([
    deps.memory.thresholdsInForce(environment),
    deps.memory.rolloutPolicyInForce(environment),
    deps.readPast(environment, input.hours),
  ])
  const matrix = rollout?.policy.matrix ?? standardMatrix
  const judge = (rows: RolloutPolicy['matrix'] | typeof standardMatrix, limits: readonly Threshold[]) =>
    replay(effectiveMatrix(rows, limits), series, { from, to })
  const { applicationId, environmentId } = environment
  return ok({
    applicationId,
    environmentId,
    from: from.toISOString(),
    to: to.toISOString(),
    proposed: judge(input.policy?.matrix ?? matrix, input.thresholds ?? thresholds),
    inForce: judge(matrix, thresholds),
  })
}

const errorsOf = ({ metrics, rollout }: Environment, { thresholds, policy }: ReplayInput) => [
  ...(thresholds === null ? [] : checkThresholds(thresholds, metrics)),
  ...(policy === null || rollout === null ? [] : checkRolloutPolicy(policy, rollout.driver, metrics)),
]
