import type { Actor } from '@lockstep/shared-types/actor'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { ChangeThresholdsInput, Policy } from '@lockstep/shared-types/policy'
import { checkThresholds } from '../../domain/policy/check-thresholds.ts'
import { describeThresholdChange } from '../../domain/policy/describe-change.ts'
import { unknownEnvironment } from '../../domain/request-problems.ts'
import type { Result } from '../../domain/result.ts'
import { changePolicy, type ChangePolicyDeps } from './change-policy.ts'

/** Puts other thresholds in force. Problems: `policy-invalid`, `policy-outdated`, `not-found`. */
export async function changeThresholds(
  deps: ChangePolicyDeps,
  input: ChangeThresholdsInput & { readonly ref: EnvironmentRef; readonly actor: Actor },
): Promise<Result<Policy>> {
  const environment = deps.findEnvironment(input.ref)
  if (environment === null) return unknownEnvironment(input.ref)
  const inForce = await deps.memory.thresholdsInForce(environment)
  const summary = describeThresholdChange(inForce.thresholds, input.thresholds)
  return await changePolicy(deps, {
    ...input,
    environment,
    kind: 'thresholds',
    body: input.thresholds,
    errors: checkThresholds(input.thresholds, environment.metrics),
    // Their order means nothing.
    same: summary === '',
    summary,
    inForce,
    readInForce: () => deps.memory.thresholdsInForce(environment),
  })
}
