import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2'
import { AwsError } from '../../wire/aws-error.ts'
import type {
  Elb,
  ListenerRecord,
  LoadBalancerRecord,
  RuleRecord,
  TargetGroupRecord,
} from '../../world/elb/types.ts'
import { groupsOf } from '../../world/elb/usage.ts'

export const invalid = (message: string): AwsError => new AwsError('ValidationError', message)

/** What is no ARN of its kind is refused before anything is looked for. */
const checkArn = (arn: string | undefined, kind: string, what: string): void => {
  if (!arn?.startsWith('arn:') || !arn.includes(`:${kind}/`))
    throw invalid(`'${arn}' is not a valid ${what} ARN`)
}

export const findLoadBalancer = (elb: Elb, arn: string | undefined): LoadBalancerRecord => {
  checkArn(arn, 'loadbalancer', 'load balancer')
  const found = elb.state.loadBalancers.get(arn ?? '')
  if (found === undefined) throw new AwsError('LoadBalancerNotFound', 'One or more load balancers not found')
  return found
}

export const findListener = (elb: Elb, arn: string | undefined): ListenerRecord => {
  checkArn(arn, 'listener', 'listener')
  const found = elb.state.listeners.get(arn ?? '')
  if (found === undefined) throw new AwsError('ListenerNotFound', 'One or more listeners not found')
  return found
}

export const findRule = (elb: Elb, arn: string | undefined): RuleRecord => {
  checkArn(arn, 'listener-rule', 'listener rule')
  const found = elb.state.rules.get(arn ?? '')
  if (found === undefined) throw new AwsError('RuleNotFound', 'One or more rules not found')
  return found
}

export const findTargetGroup = (elb: Elb, arn: string | undefined): TargetGroupRecord => {
  checkArn(arn, 'targetgroup', 'target group')
  const found = elb.state.targetGroups.get(arn ?? '')
  if (found === undefined) throw new AwsError('TargetGroupNotFound', 'One or more target groups not found')
  return found
}

/**
 * Refuses actions that AWS refuses on a load balancer: none, unknown target groups, more than five of them, weights out of
 * range, a group of another load balancer, a group of another kind of protocol. Weights that are all 0 are taken: requests
 * get 503 then. believed: the words, and the code for too many groups; not looked up.
 */
export const checkActions = (elb: Elb, actions: readonly Action[], loadBalancerArn: string): void => {
  if (actions.length === 0) throw invalid('You must specify at least one action')
  for (const action of actions) {
    if (action.Type !== 'forward') continue
    const tuples = action.ForwardConfig?.TargetGroups ?? []
    if (tuples.length === 0 && action.TargetGroupArn === undefined)
      throw invalid('A forward action must name at least one target group')
    if (tuples.length > 5) throw invalid('A forward action can name at most 5 target groups')
    for (const { TargetGroupArn, Weight = 1 } of tuples) {
      checkGroup(elb, findTargetGroup(elb, TargetGroupArn), loadBalancerArn)
      if (!Number.isInteger(Weight) || Weight < 0 || Weight > 999)
        throw invalid('Target group weights must be between 0 and 999')
    }
    if (action.TargetGroupArn !== undefined)
      checkGroup(elb, findTargetGroup(elb, action.TargetGroupArn), loadBalancerArn)
    checkStickiness(action)
  }
}

/** A target group belongs to one load balancer (hashicorp/terraform-provider-aws#7581), and speaks a protocol of its kind. */
const checkGroup = (elb: Elb, group: TargetGroupRecord, loadBalancerArn: string): void => {
  if (balancersOf(elb, group.arn).some((other) => other !== loadBalancerArn))
    throw new AwsError(
      'TargetGroupAssociationLimit',
      `The following target groups cannot be associated with more than one load balancer: ${group.arn}`,
    )
  const { Protocol } = group.description
  if (Protocol !== 'HTTP' && Protocol !== 'HTTPS')
    throw new AwsError(
      'IncompatibleProtocols',
      `The listener of an application load balancer cannot forward to the target group '${group.arn}', which has the protocol ${Protocol}`,
    )
}

/** The load balancers whose listeners or rules forward to a target group. */
export const balancersOf = ({ state }: Elb, groupArn: string): string[] => {
  const uses = [...state.listeners.values()].filter((listener) => groupsOf(state, listener).has(groupArn))
  return [...new Set(uses.map(({ loadBalancerArn }) => loadBalancerArn))]
}

/** A forward action that keeps callers needs to know how long. */
const checkStickiness = ({ ForwardConfig }: Action): void => {
  const { Enabled, DurationSeconds = 0 } = ForwardConfig?.TargetGroupStickinessConfig ?? {}
  if (Enabled === true && (DurationSeconds < 1 || DurationSeconds > 604_800))
    throw invalid('Target group stickiness duration must be between 1 and 604800 seconds')
}

/** Both spellings of a forward action, as AWS answers it: a lone target group appears in each. */
export const actionShape = (action: Action, order: number): Action => {
  if (action.Type !== 'forward') return { Order: order, ...action }
  const tuples = action.ForwardConfig?.TargetGroups ?? [{ TargetGroupArn: action.TargetGroupArn, Weight: 1 }]
  const lone = tuples.length === 1 ? tuples[0]?.TargetGroupArn : undefined
  return {
    Order: order,
    ...action,
    ...(lone === undefined ? {} : { TargetGroupArn: lone }),
    ForwardConfig: {
      TargetGroupStickinessConfig: { Enabled: false },
      ...action.ForwardConfig,
      TargetGroups: tuples.map((tuple) => ({ Weight: 1, ...tuple })),
    },
  }
}
