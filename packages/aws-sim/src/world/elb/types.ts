import type {
  Action,
  Listener,
  LoadBalancer,
  ProtocolEnum,
  Rule,
  RuleCondition,
  TargetGroup,
  TargetHealthReasonEnum,
  TargetHealthStateEnum,
  Tag,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Door } from '../world.ts'

export type LoadBalancerRecord = {
  readonly arn: string
  readonly name: string
  /** `app/name/id`: the value of the CloudWatch dimension `LoadBalancer`. */
  readonly dimension: string
  readonly dnsName: string
  readonly door: Door
  readonly description: LoadBalancer
  attributes: Map<string, string>
  tags: Tag[]
}

export type ListenerRecord = {
  readonly arn: string
  readonly loadBalancerArn: string
  description: Listener
  defaultActions: Action[]
}

export type RuleRecord = {
  readonly arn: string
  readonly listenerArn: string
  priority: number
  conditions: RuleCondition[]
  actions: Action[]
  readonly description: Pick<Rule, 'IsDefault'>
}

export type Target = {
  readonly id: string
  readonly port: number
  state: TargetHealthStateEnum
  reason: TargetHealthReasonEnum | null
  description: string | null
  passes: number
  failures: number
}

export type TargetGroupRecord = {
  readonly arn: string
  readonly name: string
  /** `targetgroup/name/id`: the value of the CloudWatch dimension `TargetGroup`. */
  readonly dimension: string
  description: TargetGroup
  attributes: Map<string, string>
  tags: Tag[]
  readonly targets: Map<string, Target>
}

export type LoadBalancerInput = {
  readonly name: string
  /** Name of its door, for whoever serves it on a port; the default is the load balancer's name. */
  readonly doorName?: string
  readonly scheme?: 'internet-facing' | 'internal'
  readonly tags?: readonly Tag[]
}

export type TargetGroupInput = {
  /** Of the targets; an application load balancer takes HTTP and HTTPS. */
  readonly protocol?: ProtocolEnum
  readonly name: string
  readonly port?: number
  readonly healthCheckPath?: string
  readonly unhealthyThresholdCount?: number
  readonly tags?: readonly Tag[]
}

export type ListenerInput = {
  readonly loadBalancerArn: string
  readonly port?: number
  readonly protocol?: 'HTTP' | 'HTTPS'
  readonly defaultActions: readonly Action[]
}

export type RuleInput = {
  readonly listenerArn: string
  readonly priority: number
  readonly conditions: readonly RuleCondition[]
  readonly actions: readonly Action[]
}

/** The load balancers of the world: builders for scenarios, reads for handlers and for ECS. */
export type Elb = {
  createLoadBalancer(input: LoadBalancerInput): LoadBalancerRecord
  createTargetGroup(input: TargetGroupInput): TargetGroupRecord
  createListener(input: ListenerInput): ListenerRecord
  createRule(input: RuleInput): RuleRecord
  /** Starts health checks, state `initial`; `healthy` skips them, for worlds built in a steady state. */
  register(targetGroupArn: string, id: string, port: number, options?: { readonly healthy: boolean }): void
  /** Drains for the group's deregistration delay where it was set, else for the pace's `targetDrain`, then calls `whenGone`. */
  deregister(targetGroupArn: string, id: string, port: number, whenGone?: () => void): void
  /** Null when no such target is registered. */
  health(targetGroupArn: string, id: string, port: number): Target | null
  /** Told whenever a target's state changes. */
  onTargetChange(listener: (targetGroupArn: string, target: Target) => void): void
  /** Front doors, one for each load balancer. */
  doors(): readonly Door[]
  readonly state: ElbState
}

export type ElbState = {
  readonly loadBalancers: Map<string, LoadBalancerRecord>
  readonly listeners: Map<string, ListenerRecord>
  readonly rules: Map<string, RuleRecord>
  readonly targetGroups: Map<string, TargetGroupRecord>
}
