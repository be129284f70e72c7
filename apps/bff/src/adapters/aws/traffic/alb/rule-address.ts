import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  paginateDescribeListeners,
  paginateDescribeRules,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { CandidateBackendConfig, ListenerRuleConfig } from '../../../../domain/rollout/rollout-config.ts'
import type { AwsClients } from '../../clients.ts'
import { called, gone } from '../problem-error.ts'
import type { GroupArns } from './forward-action.ts'

/** The place in the configuration: a rule by priority, or the listener's own action, and the two groups by name. */
export type RulePlace = {
  readonly rule: ListenerRuleConfig
  readonly groups: CandidateBackendConfig['targetGroups']
}

/** Where it is in AWS. */
export type RuleAddress = {
  readonly listenerArn: string
  /** Null for the listener's own action. */
  readonly ruleArn: string | null
  readonly groups: GroupArns
}

type Elb = AwsClients['elb']

const service = 'elasticloadbalancing'

/** The place in words: `rule 10 of the load balancer shop-production, port 443`. */
export const ruleWords = ({ loadBalancer, port, priority }: ListenerRuleConfig): string =>
  `${priority === 'default' ? 'default action' : `rule ${priority}`} of the load balancer ${loadBalancer}, port ${port}`

/** Finds the place by its names. Whatever is not there is named. */
export async function findRule(elb: Elb, place: RulePlace): Promise<RuleAddress> {
  const [at, groups] = await Promise.all([findListenerRule(elb, place.rule), findGroups(elb, place.groups)])
  return { ...at, groups }
}

export async function findGroups(elb: Elb, groups: RulePlace['groups']): Promise<GroupArns> {
  const [main, candidate] = await Promise.all([findGroup(elb, groups.main), findGroup(elb, groups.candidate)])
  return { main, candidate }
}

async function findListenerRule(
  elb: Elb,
  rule: ListenerRuleConfig,
): Promise<Pick<RuleAddress, 'listenerArn' | 'ruleArn'>> {
  const listenerArn = await findListener(elb, rule)
  if (rule.priority === 'default') return { listenerArn, ruleArn: null }
  const about = { operation: `${service}:DescribeRules`, resource: ruleWords(rule) }
  const ruleArn = await called(about, async () => {
    for await (const { Rules = [] } of paginateDescribeRules({ client: elb }, { ListenerArn: listenerArn })) {
      const found = Rules.find(({ Priority }) => Priority === String(rule.priority))
      if (found?.RuleArn !== undefined) return found.RuleArn
    }
    return null
  })
  if (ruleArn === null)
    return gone(
      'listener rule',
      `${rule.priority} of ${rule.loadBalancer}, port ${rule.port},`,
      'Create the rule with this priority, or correct the priority in the configuration.',
    )
  return { listenerArn, ruleArn }
}

async function findListener(elb: Elb, { loadBalancer, port }: ListenerRuleConfig): Promise<string> {
  const resource = `load balancer ${loadBalancer}`
  const { LoadBalancers = [] } = await called(
    { operation: `${service}:DescribeLoadBalancers`, resource },
    () => elb.send(new DescribeLoadBalancersCommand({ Names: [loadBalancer] })),
  )
  const arn = LoadBalancers[0]?.LoadBalancerArn
  if (arn === undefined) return gone('load balancer', loadBalancer, 'Check its name in the configuration.')
  const listenerArn = await called({ operation: `${service}:DescribeListeners`, resource }, async () => {
    const pages = paginateDescribeListeners({ client: elb }, { LoadBalancerArn: arn })
    for await (const { Listeners = [] } of pages) {
      const found = Listeners.find((listener) => listener.Port === port)
      if (found?.ListenerArn !== undefined) return found.ListenerArn
    }
    return null
  })
  return listenerArn ?? gone('listener', `${loadBalancer}:${port}`, 'Check the port in the configuration.')
}

/** One by one: asked for together, AWS would not say which of them is missing. */
async function findGroup(elb: Elb, name: string): Promise<string> {
  const about = { operation: `${service}:DescribeTargetGroups`, resource: `target group ${name}` }
  const { TargetGroups = [] } = await called(about, () =>
    elb.send(new DescribeTargetGroupsCommand({ Names: [name] })),
  )
  return TargetGroups[0]?.TargetGroupArn ?? gone('target group', name, 'Check its name in the configuration.')
}
