import type { DeploymentConfiguration, DeploymentLifecycleHook } from '@aws-sdk/client-ecs'
import type { EcsNativeConfig } from '../../../../domain/rollout/rollout-config.ts'

const mostPauseMinutes = 14 * 24 * 60

/**
 * The deployment configuration with which ECS shifts the traffic in steps and waits before each of them, and once more
 * when all of it is shifted. Nobody continues for too long: ECS goes back. Everything else of `current` stays.
 */
export function stagedConfiguration(
  current: DeploymentConfiguration,
  { strategy, stepPercent, pauseTimeoutSeconds }: EcsNativeConfig,
): DeploymentConfiguration {
  const { canaryConfiguration: _canary, linearConfiguration: _linear, ...kept } = current
  const timeoutInMinutes = Math.min(mostPauseMinutes, Math.max(1, Math.ceil(pauseTimeoutSeconds / 60)))
  const pause: DeploymentLifecycleHook = {
    targetType: 'PAUSE',
    lifecycleStages: ['PRE_PRODUCTION_TRAFFIC_SHIFT', 'POST_PRODUCTION_TRAFFIC_SHIFT'],
    timeoutConfiguration: { timeoutInMinutes, action: 'ROLLBACK' },
  }
  return {
    ...kept,
    strategy,
    // The stages bake, not ECS.
    ...(strategy === 'CANARY' && {
      canaryConfiguration: { canaryPercent: stepPercent, canaryBakeTimeInMinutes: 0 },
    }),
    ...(strategy === 'LINEAR' && {
      linearConfiguration: { stepPercent, stepBakeTimeInMinutes: 0 },
    }),
    lifecycleHooks: [...otherHooks(current), pause],
  }
}

/** The same without the pauses, for a release that nobody accompanies; null when there are none. */
export function unpausedConfiguration(current: DeploymentConfiguration): DeploymentConfiguration | null {
  const others = otherHooks(current)
  return others.length === (current.lifecycleHooks ?? []).length
    ? null
    : { ...current, lifecycleHooks: others }
}

const otherHooks = ({ lifecycleHooks = [] }: DeploymentConfiguration): DeploymentLifecycleHook[] =>
  lifecycleHooks.filter(
    ({ targetType, lifecycleStages = [] }) =>
      targetType !== 'PAUSE' ||
      !lifecycleStages.every(
        (stage) => stage === 'PRE_PRODUCTION_TRAFFIC_SHIFT' || stage === 'POST_PRODUCTION_TRAFFIC_SHIFT',
      ),
  )
