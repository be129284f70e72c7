import type { AdvancedConfiguration, DeploymentConfiguration, LoadBalancer } from '@aws-sdk/client-ecs'
import { isNative } from '../../world/ecs/native/progress.ts'
import { findRuleActions } from '../../world/ecs/native/traffic.ts'
import type { ServiceLoadBalancer, TaskDefinitionRecord, TrafficShifting } from '../../world/ecs/types.ts'
import type { Elb } from '../../world/elb/types.ts'
import { invalid } from './find.ts'

const checkTargetGroup = (elb: Elb, arn: string): void => {
  if (!elb.state.targetGroups.has(arn))
    throw invalid(`The specified target group does not exist. targetGroupArn: ${arn}`)
}

const checkRule = (elb: Elb, name: string, ruleArn: string): void => {
  const rule = findRuleActions(elb, ruleArn)
  if (rule === null) throw invalid(`The specified ${name} does not exist: ${ruleArn}`)
  if (!rule.actions.some(({ Type }) => Type === 'forward'))
    throw invalid(`The specified ${name} has no forward action: ${ruleArn}`)
}

const checkAdvanced = (
  elb: Elb,
  targetGroupArn: string,
  {
    alternateTargetGroupArn = '',
    productionListenerRule = '',
    testListenerRule,
    roleArn = '',
  }: AdvancedConfiguration,
): TrafficShifting => {
  if (alternateTargetGroupArn === '')
    throw invalid('advancedConfiguration must have an alternateTargetGroupArn.')
  if (productionListenerRule === '')
    throw invalid('advancedConfiguration must have a productionListenerRule.')
  if (roleArn === '') throw invalid('advancedConfiguration must have a roleArn.')
  checkTargetGroup(elb, alternateTargetGroupArn)
  if (alternateTargetGroupArn === targetGroupArn)
    throw invalid('targetGroupArn and alternateTargetGroupArn must be different target groups.')
  checkRule(elb, 'productionListenerRule', productionListenerRule)
  if (testListenerRule !== undefined) checkRule(elb, 'testListenerRule', testListenerRule)
  return {
    alternateTargetGroupArn,
    productionListenerRule,
    roleArn,
    ...(testListenerRule === undefined ? {} : { testListenerRule }),
  }
}

const checkContainer = (
  definition: TaskDefinitionRecord,
  { containerName, containerPort }: Pick<ServiceLoadBalancer, 'containerName' | 'containerPort'>,
): void => {
  const container = definition.containers.find(({ name }) => name === containerName)
  if (container === undefined)
    throw invalid(`The container ${containerName} does not exist in the task definition.`)
  if (!(container.portMappings ?? []).some((mapping) => mapping.containerPort === containerPort))
    throw invalid(`The container ${containerName} did not have a container port ${containerPort} defined.`)
}

/** Another task definition must still have what the service's load balancers lead to. */
export const checkContainers = (
  definition: TaskDefinitionRecord,
  loadBalancers: readonly ServiceLoadBalancer[],
): void => {
  for (const one of loadBalancers) checkContainer(definition, one)
}

export const checkLoadBalancers = (
  elb: Elb,
  definition: TaskDefinitionRecord,
  loadBalancers: readonly LoadBalancer[],
): ServiceLoadBalancer[] =>
  loadBalancers.map(
    ({ targetGroupArn = '', containerName = '', containerPort = 0, advancedConfiguration }) => {
      checkTargetGroup(elb, targetGroupArn)
      checkContainer(definition, { containerName, containerPort })
      const advanced =
        advancedConfiguration === undefined
          ? {}
          : { advancedConfiguration: checkAdvanced(elb, targetGroupArn, advancedConfiguration) }
      return { targetGroupArn, containerName, containerPort, ...advanced }
    },
  )

/** A strategy by which ECS shifts traffic needs load balancers that say how. Service Connect and Lattice are not played. */
export const checkShiftable = (
  configuration: DeploymentConfiguration,
  loadBalancers: readonly ServiceLoadBalancer[],
): void => {
  if (!isNative(configuration)) return
  const strategy = String(configuration.strategy)
  if (loadBalancers.length === 0)
    throw invalid(`The deployment strategy ${strategy} needs a load balancer with an advancedConfiguration.`)
  if (loadBalancers.some(({ advancedConfiguration }) => advancedConfiguration === undefined))
    throw invalid(`advancedConfiguration is required for load balancers under the strategy ${strategy}.`)
}
