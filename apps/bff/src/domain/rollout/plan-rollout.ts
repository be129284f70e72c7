import type { RolloutStage } from '@lockstep/shared-types/gate'
import type { Plan } from '@lockstep/shared-types/plan'
import type { ReleaseScope, ReleaseStrategy } from '@lockstep/shared-types/release-kind'
import type { RolloutPolicy } from '@lockstep/shared-types/policy'
import { driverLimits } from './driver-limits.ts'
import { type RolloutConfig, type RolloutDriverConfig } from './rollout-config.ts'

/** The halves of a deploy that a driver can take in stages. */
const scopes: Readonly<Record<RolloutDriverConfig['type'], readonly ReleaseScope[]>> = {
  'alb-weights': ['both', 'backend'],
  'ecs-native': ['both', 'backend'],
  'cloudfront-cohort': ['both', 'frontend'],
  paired: ['both'],
  // A flag moves what runs already.
  'appconfig-flag': [],
}

export const canDeployInStages = (rollout: RolloutConfig | null, scope: ReleaseScope): boolean =>
  rollout !== null && scopes[rollout.driver.type].includes(scope)

/** How a deploy goes when nobody says it: in stages where that is set up. */
export const usualStrategy = (rollout: RolloutConfig | null, scope: ReleaseScope): ReleaseStrategy =>
  canDeployInStages(rollout, scope) ? 'stages' : 'all-at-once'

/** The stages of the policy that the driver can do, as the plan shows and the rollout keeps them. */
export function planRollout(
  driver: RolloutDriverConfig,
  policy: RolloutPolicy,
): NonNullable<Plan['rollout']> {
  return { driver: driver.type, limits: driverLimits(driver), stages: [...policy.stages] }
}

export const bakeSeconds = (stages: readonly RolloutStage[]): number =>
  stages.reduce((sum, stage) => sum + stage.bakeSeconds, 0)
