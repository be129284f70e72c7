import type { DeploymentConfiguration } from '@aws-sdk/client-ecs'
import { invalid } from './find.ts'
import { checkStrategy } from './validate-strategy.ts'

/** A page size as ECS takes it; the client package's schemas carry no ranges. */
export const pageSize = (size: number | undefined, limit = 100): number => {
  if (size !== undefined && (size < 1 || size > limit))
    throw invalid(`MaxResults must be between 1 and ${limit}`)
  return size ?? limit
}

export const checkDesiredCount = (desiredCount: number | undefined): void => {
  if (desiredCount !== undefined && (desiredCount < 0 || desiredCount > 5000))
    throw invalid('desiredCount must be between 0 and 5000.')
}

/** Refuses what ECS refuses of a service's whole configuration. */
export const checkConfiguration = (configuration: DeploymentConfiguration): void => {
  const { minimumHealthyPercent, maximumPercent } = configuration
  checkStrategy(configuration)
  if (minimumHealthyPercent !== undefined && minimumHealthyPercent < 0)
    throw invalid('minimumHealthyPercent must not be negative.')
  if (maximumPercent !== undefined && maximumPercent < 100)
    throw invalid('maximumPercent must be at least 100.')
  if (minimumHealthyPercent === 100 && maximumPercent === 100)
    throw invalid(
      'Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.',
    )
  const threshold = configuration.deploymentCircuitBreaker?.thresholdConfiguration
  if (threshold !== undefined && (threshold.value ?? 0) < 1)
    throw invalid('The circuit breaker threshold value must be at least 1.')
  if (configuration.alarms?.enable === true && (configuration.alarms.alarmNames ?? []).length === 0)
    throw invalid('alarmNames must not be empty when deployment alarms are enabled.')
}
