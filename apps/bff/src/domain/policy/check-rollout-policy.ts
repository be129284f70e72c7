import type { RolloutPolicy } from '@lockstep/shared-types/policy'
import type { MetricsConfig } from '../metrics-config.ts'
import type { RolloutDriverConfig } from '../rollout/rollout-config.ts'
import { checkMatrix } from './check-matrix.ts'
import { checkStages } from './check-stages.ts'
import type { FieldError } from './field-error.ts'

/** What is wrong with a rollout policy that somebody wants; nothing when it can be put in force. */
export const checkRolloutPolicy = (
  policy: Pick<RolloutPolicy, 'stages' | 'matrix'>,
  driver: RolloutDriverConfig,
  metrics: MetricsConfig,
): FieldError[] => [
  ...prefixed('body.policy.stages', checkStages(policy.stages, driver, metrics)),
  ...prefixed('body.policy.matrix', checkMatrix(policy.matrix, metrics)),
]

const prefixed = (prefix: string, errors: readonly FieldError[]): FieldError[] =>
  errors.map(({ path, message }) => ({ path: `${prefix}.${path}`, message }))
