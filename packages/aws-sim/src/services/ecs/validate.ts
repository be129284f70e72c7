import type { DeploymentConfiguration, LoadBalancer } from '@aws-sdk/client-ecs'
import type { Elb } from '../../world/elb/types.ts'
import type { ServiceLoadBalancer, TaskDefinitionRecord } from '../../world/ecs/types.ts'
import { invalid } from './find.ts'

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

/** Refuses what ECS refuses, and the strategies that this world does not play. */
export const checkConfiguration = (configuration: DeploymentConfiguration | undefined): void => {
  if (configuration === undefined) return
  const { strategy = 'ROLLING', minimumHealthyPercent, maximumPercent } = configuration
  if (strategy !== 'ROLLING')
    throw invalid(`The deployment strategy ${strategy} is not supported by the simulator; use ROLLING.`)
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

export const checkLoadBalancers = (
  elb: Elb,
  definition: TaskDefinitionRecord,
  loadBalancers: readonly LoadBalancer[],
): ServiceLoadBalancer[] =>
  loadBalancers.map(({ targetGroupArn = '', containerName = '', containerPort = 0 }) => {
    if (!elb.state.targetGroups.has(targetGroupArn))
      throw invalid(`The specified target group does not exist. targetGroupArn: ${targetGroupArn}`)
    const container = definition.containers.find(({ name }) => name === containerName)
    if (container === undefined)
      throw invalid(`The container ${containerName} does not exist in the task definition.`)
    if (!(container.portMappings ?? []).some((mapping) => mapping.containerPort === containerPort))
      throw invalid(`The container ${containerName} did not have a container port ${containerPort} defined.`)
    return { targetGroupArn, containerName, containerPort }
  })
