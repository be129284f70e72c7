import { DescribeServicesCommand } from '@aws-sdk/client-ecs'
import type { Environment } from '../../../../domain/environment.ts'
import type { CandidateBackendConfig } from '../../../../domain/rollout/rollout-config.ts'
import type { TrafficCheck } from '../../../../domain/rollout/traffic.ts'
import type { AwsClients } from '../../clients.ts'
import { called, gone } from '../problem-error.ts'
import type { ListenerRule } from './listener-rule.ts'
import { ruleWords, type RulePlace } from './rule-address.ts'

/** Whether the rule is ready for a rollout: both groups, all to main, nobody stuck to the candidate. */
export function checkRule({ rule, groups }: RulePlace, { split }: ListenerRule): TrafficCheck[] {
  const where = ruleWords(rule)
  return [
    split.namesBoth
      ? { ok: true, sentence: `The ${where} forwards to ${groups.main} and ${groups.candidate}.` }
      : {
          ok: false,
          sentence: `The ${where} does not name both target groups, ${groups.main} and ${groups.candidate}: the load balancer checks no health of the one that it does not name. Add it with weight 0.`,
        },
    split.percent === 0
      ? { ok: true, sentence: `All its requests go to ${groups.main}.` }
      : {
          ok: false,
          sentence: `It sends ${split.percent ?? 'no'} % of its requests to ${groups.candidate} already: set that to 0 first.`,
        },
    ...(split.sticky
      ? [
          {
            ok: false,
            sentence: `The ${where} keeps callers with their target group (stickiness): they would stay with the candidate after its share is 0. Turn the group stickiness off, or use the driver "paired".`,
          },
        ]
      : []),
  ]
}

/** Whether the candidate's service is there and idle. */
export async function checkCandidateService(
  ecs: AwsClients['ecs'],
  { backend: { cluster } }: Environment,
  { service, targetGroups }: CandidateBackendConfig,
): Promise<TrafficCheck[]> {
  const resource = `ECS service ${cluster}/${service}`
  const { services = [] } = await called({ operation: 'ecs:DescribeServices', resource }, () =>
    ecs.send(new DescribeServicesCommand({ cluster, services: [service] })),
  )
  const found = services.find(({ serviceName, status }) => serviceName === service && status === 'ACTIVE')
  if (found === undefined)
    return gone('ECS service', `${cluster}/${service}`, 'Create it with a desired count of 0.')
  const { runningCount = 0, desiredCount = 0, loadBalancers = [] } = found
  const group = `:targetgroup/${targetGroups.candidate}/`
  const isBehind = loadBalancers.some(({ targetGroupArn = '' }) => targetGroupArn.includes(group))
  return [
    isBehind
      ? { ok: true, sentence: `The service ${service} stands behind ${targetGroups.candidate}.` }
      : {
          ok: false,
          sentence: `The service ${service} does not stand behind the target group ${targetGroups.candidate}: give it this load balancer.`,
        },
    desiredCount === 0
      ? { ok: true, sentence: `The service ${service} has nothing to do (${runningCount} tasks run).` }
      : {
          ok: false,
          sentence: `The service ${service} is asked to run ${desiredCount} tasks although no rollout runs: set its desired count to 0.`,
        },
  ]
}
