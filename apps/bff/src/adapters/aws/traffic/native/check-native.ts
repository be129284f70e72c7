import { DescribeServicesCommand } from '@aws-sdk/client-ecs'
import type { Environment } from '../../../../domain/environment.ts'
import type { EcsNativeConfig } from '../../../../domain/rollout/rollout-config.ts'
import type { TrafficCheck } from '../../../../domain/rollout/traffic.ts'
import type { AwsClients } from '../../clients.ts'
import { called, gone } from '../problem-error.ts'
import { serviceWords } from './service-deployment.ts'

const mostPauseSeconds = 14 * 24 * 3600

/** Whether ECS can shift this service's traffic itself, and is at rest. */
export async function checkNative(
  ecs: AwsClients['ecs'],
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
  const advanced = found.loadBalancers?.[0]?.advancedConfiguration
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
  ]
}
