import type { RolloutPolicy } from '@lockstep/shared-types/policy'
import type { MetricsConfig } from '../metrics-config.ts'
import type { RolloutDriverConfig } from '../rollout/rollout-config.ts'
import { tooLong } from './check-limit.ts'
import { checkMatrix } from './check-matrix.ts'
import { checkStages } from './check-stages.ts'
import type { FieldError } from './field-error.ts'

const longestDays = 30

/** What is wrong with a rollout policy that somebody wants; nothing when it can be put in force. */
export const checkRolloutPolicy = (
  policy: Omit<RolloutPolicy, 'windowSeconds'>,
  driver: RolloutDriverConfig,
  metrics: MetricsConfig,
): FieldError[] => [
  ...prefixed('body.policy.stages', checkStages(policy.stages, driver, metrics)),
  ...prefixed('body.policy.matrix', checkMatrix(policy.matrix, metrics)),
  ...tooLong(
    'body.policy.inconclusiveGoesBackAfterSeconds',
    policy.inconclusiveGoesBackAfterSeconds,
    longestDays,
  ),
]

const prefixed = (prefix: string, errors: readonly FieldError[]): FieldError[] =>
  errors.map(({ path, message }) => ({ path: `${prefix}.${path}`, message }))
