import { DescribeServicesCommand, type LoadBalancer } from '@aws-sdk/client-ecs'
import type { Environment } from '../../../../domain/environment.ts'
import type { EcsNativeConfig } from '../../../../domain/rollout/rollout-config.ts'
import type { TrafficCheck } from '../../../../domain/rollout/traffic.ts'
import type { AwsClients } from '../../clients.ts'
import { checkOtherWays } from '../alb/check-other-ways.ts'
import { called, gone, toResult } from '../problem-error.ts'
import { serviceWords } from './service-deployment.ts'

const mostPauseSeconds = 14 * 24 * 3600

/** Whether ECS can shift this service's traffic itself, and is at rest. */
export async function checkNative(
  { ecs, elb }: Pick<AwsClients, 'ecs' | 'elb'>,
  environment: Environment,
  { pauseTimeoutSeconds }: EcsNativeConfig,
): Promise<TrafficCheck[]> {
  const { cluster, service } = environment.backend
  const { services = [] } = await called(
    { operation: 'ecs:DescribeServices', resource: serviceWords(environment) },
    () => ecs.send(new DescribeServicesCommand({ cluster, services: [service] })),
  )
  const found = services.find(({ serviceName, status }) => serviceName === service && status === 'ACTIVE')
  if (found === undefined)
    return gone('ECS service', `${cluster}/${service}`, 'Check its name in the configuration.')
  const entry = found.loadBalancers?.[0]
  const advanced = entry?.advancedConfiguration
  const missing = [
    ...(advanced?.alternateTargetGroupArn === undefined ? ['an alternate target group'] : []),
    ...(advanced?.productionListenerRule === undefined ? ['a production listener rule'] : []),
    ...(advanced?.roleArn === undefined ? ['a role with which ECS changes the rule'] : []),
  ]
  const controller = found.deploymentController?.type ?? 'ECS'
  const busy = found.currentServiceDeployment !== undefined || (found.deployments ?? []).length > 1
  return [
    missing.length === 0
      ? { ok: true, sentence: `The service ${service} has what ECS needs to shift its traffic.` }
      : {
          ok: false,
          sentence: `The load balancer entry of the service ${service} lacks ${missing.join(', ')} (advancedConfiguration).`,
        },
    controller === 'ECS'
      ? { ok: true, sentence: `ECS itself deploys the service ${service}.` }
      : { ok: false, sentence: `The service ${service} is deployed by ${controller}, not by ECS itself.` },
    busy
      ? { ok: false, sentence: `ECS is at work on a deployment of ${service}: wait for it or stop it.` }
      : { ok: true, sentence: `ECS deploys nothing to ${service} now.` },
    pauseTimeoutSeconds <= mostPauseSeconds
      ? { ok: true, sentence: 'ECS waits long enough for each step.' }
      : { ok: false, sentence: 'ECS waits at most 14 days for a step: shorten pauseTimeout.' },
    ...(await checkWays(elb, environment, entry)),
  ]
}

/** ECS moves one rule; what comes another way to either of its two groups stays there. */
async function checkWays(
  elb: AwsClients['elb'],
  environment: Environment,
  { targetGroupArn, advancedConfiguration = {} }: LoadBalancer = {},
): Promise<TrafficCheck[]> {
  const { alternateTargetGroupArn, productionListenerRule, testListenerRule } = advancedConfiguration
  if (productionListenerRule === undefined) return []
  const arns = [targetGroupArn, alternateTargetGroupArn].filter((arn) => arn !== undefined)
  const checked = await toResult(() =>
    checkOtherWays(elb, environment, {
      where: `production rule of the service ${environment.backend.service}`,
      listenerArn: productionListenerRule.replace(':listener-rule/', ':listener/').replace(/\/[^/]+$/, ''),
      groups: Object.fromEntries(arns.map((arn) => [arn, arn.split('/')[1] ?? arn])),
      isMoved: ({ RuleArn }) => RuleArn === productionListenerRule || RuleArn === testListenerRule,
    }),
  )
  // ECS needs none of it from Lockstep: that it cannot be told keeps nobody from starting.
  return checked.ok
    ? [checked.value]
    : [
        {
          ok: true,
          warns: true,
          sentence: `Whether other rules send requests past the one that ECS moves could not be told: ${checked.problem.title}`,
        },
      ]
}
