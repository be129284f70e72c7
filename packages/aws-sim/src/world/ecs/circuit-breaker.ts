import type { DeploymentConfiguration } from '@aws-sdk/client-ecs'

/**
 * How many failed tasks trip the circuit breaker: half the desired count, rounded up, but at least 3 and at most 200,
 * unless the service says otherwise. An unbounded percentage has no limits but 1.
 */
export const failureThreshold = (configuration: DeploymentConfiguration, desiredCount: number): number => {
  const { type = 'BOUNDED_PERCENT', value = 50 } =
    configuration.deploymentCircuitBreaker?.thresholdConfiguration ?? {}
  const share = Math.ceil((desiredCount * value) / 100)
  switch (type) {
    case 'COUNT':
      return value
    case 'UNBOUNDED_PERCENT':
      return Math.max(1, share)
    default:
      return Math.min(200, Math.max(3, share))
  }
}

/** Lower and upper limit of tasks during a rolling deployment: the lower rounds up, the upper rounds down. */
export const taskLimits = (
  { minimumHealthyPercent = 100, maximumPercent = 200 }: DeploymentConfiguration,
  desiredCount: number,
): { readonly minimum: number; readonly maximum: number } => ({
  minimum: Math.ceil((desiredCount * minimumHealthyPercent) / 100),
  maximum: Math.floor((desiredCount * maximumPercent) / 100),
})
