import type { DeploymentConfiguration } from '@aws-sdk/client-ecs'
import type { NativeStep } from './types.ts'

/** What a deployment begins with. */
export type Beginning = {
  /** More than one revision is active: traffic and tasks must first be brought back to the source. */
  readonly reconciles: boolean
  /** There is a source revision with which traffic can be shared. */
  readonly shares: boolean
}

/** The percentages that production traffic goes through, rising, the last one 100; AWS's defaults where nothing is said. */
export const trafficPercents = (configuration: DeploymentConfiguration): readonly number[] => {
  switch (configuration.strategy) {
    case 'CANARY': {
      const { canaryPercent = 5 } = configuration.canaryConfiguration ?? {}
      return canaryPercent < 100 ? [canaryPercent, 100] : [100]
    }
    case 'LINEAR': {
      const { stepPercent = 10 } = configuration.linearConfiguration ?? {}
      const count = Math.ceil(100 / stepPercent - 1e-9)
      // Rounded, as sums of tenths drift: three times 33.3 is not quite 99.9.
      return Array.from({ length: count }, (_, index) =>
        Math.min(100, Math.round((index + 1) * stepPercent * 10) / 10),
      ).map((percent, index) => (index === count - 1 ? 100 : percent))
    }
    default:
      return [100]
  }
}

const bakeBetweenSteps = (configuration: DeploymentConfiguration): number => {
  switch (configuration.strategy) {
    case 'CANARY':
      return configuration.canaryConfiguration?.canaryBakeTimeInMinutes ?? 10
    case 'LINEAR':
      return configuration.linearConfiguration?.stepBakeTimeInMinutes ?? 6
    default:
      return 0
  }
}

/** All steps of a deployment, in the order of the lifecycle stages that ECS documents. */
export const planSteps = (
  configuration: DeploymentConfiguration,
  { reconciles, shares }: Beginning,
): readonly NativeStep[] => {
  const between = bakeBetweenSteps(configuration)
  const percents = shares ? trafficPercents(configuration) : [100]
  const shifts = percents.flatMap((percent): NativeStep[] => [
    { stage: 'PRE_PRODUCTION_TRAFFIC_SHIFT' },
    { stage: 'PRODUCTION_TRAFFIC_SHIFT', percent, bakeMinutes: percent < 100 ? between : 0 },
  ])
  return [
    ...(reconciles ? [{ stage: 'RECONCILE_SERVICE' } as const] : []),
    { stage: 'PRE_SCALE_UP' },
    { stage: 'SCALE_UP' },
    { stage: 'POST_SCALE_UP' },
    { stage: 'TEST_TRAFFIC_SHIFT' },
    { stage: 'POST_TEST_TRAFFIC_SHIFT' },
    ...shifts,
    { stage: 'POST_PRODUCTION_TRAFFIC_SHIFT' },
    { stage: 'BAKE_TIME', bakeMinutes: shares ? (configuration.bakeTimeInMinutes ?? 0) : 0 },
    { stage: 'CLEAN_UP' },
  ]
}
