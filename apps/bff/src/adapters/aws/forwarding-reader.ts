import {
  DescribeTargetGroupsCommand,
  ListenerNotFoundException,
  paginateDescribeListeners,
  paginateDescribeRules,
  type Action,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Clock } from '../../domain/clock.ts'
import type { Forwarding } from '../../domain/drift/forwarding.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import type { AwsClientFactory, AwsClients } from './clients.ts'
import { readAws } from './reading.ts'

type Elb = AwsClients['elb']
type Listener = { readonly arn: string; readonly where: string }

/** Load balancers get listeners seldom; the rules of those that are known are read each time. */
const keptMilliseconds = 300_000

/** `arn:…:loadbalancer/app/shop/50dc6c495c0c9188`. */
const balancerName = (arn: string): string => arn.split('/')[2] ?? arn
/** Others than application load balancers have no rules. */
const hasRules = (arn: string): boolean => arn.includes(':loadbalancer/app/')

/** Reads which rules of the load balancers lead to these target groups, and what else they lead to. */
export function createForwardingReader(factory: AwsClientFactory, clock: Clock) {
  const known = new Map<string, { readonly at: number; readonly listeners: readonly Listener[] }>()

  return (
    environment: Environment,
    targetGroupArns: readonly string[],
  ): Promise<Reading<readonly Forwarding[]>> => {
    const resource = targetGroupArns.map((arn) => arn.split('/')[1] ?? arn).join(', ')
    return readAws({ operation: 'elasticloadbalancing:DescribeRules', resource }, clock, async () => {
      if (targetGroupArns.length === 0) return undefined
      const { elb } = factory.for(environment)
      const key = JSON.stringify([environment.aws, targetGroupArns])
      const before = known.get(key)
      const now = clock.now().getTime()
      if (before !== undefined && now - before.at < keptMilliseconds)
        try {
          return await readRules(elb, before.listeners, targetGroupArns)
        } catch (error) {
          if (!(error instanceof ListenerNotFoundException)) throw error
          // Deleted since: what is there now is read.
          known.delete(key)
        }
      const listeners = await findListeners(elb, targetGroupArns)
      known.set(key, { at: now, listeners })
      return await readRules(elb, listeners, targetGroupArns)
    })
  }
}

async function findListeners(elb: Elb, targetGroupArns: readonly string[]): Promise<readonly Listener[]> {
  const { TargetGroups = [] } = await elb.send(
    new DescribeTargetGroupsCommand({ TargetGroupArns: [...targetGroupArns] }),
  )
  const balancers = new Set(TargetGroups.flatMap(({ LoadBalancerArns = [] }) => LoadBalancerArns))
  const found: Listener[] = []
  for (const LoadBalancerArn of [...balancers].filter(hasRules))
    for await (const { Listeners = [] } of paginateDescribeListeners({ client: elb }, { LoadBalancerArn }))
      for (const { ListenerArn, Port } of Listeners)
        if (ListenerArn !== undefined)
          found.push({
            arn: ListenerArn,
            where: `load balancer ${balancerName(LoadBalancerArn)}, port ${Port}`,
          })
  return found
}

async function readRules(
  elb: Elb,
  listeners: readonly Listener[],
  targetGroupArns: readonly string[],
): Promise<readonly Forwarding[]> {
  const found = await Promise.all(
    listeners.map(async ({ arn, where }) => {
      const own: Forwarding[] = []
      for await (const { Rules = [] } of paginateDescribeRules({ client: elb }, { ListenerArn: arn }))
        for (const { Priority, IsDefault, Actions = [] } of Rules) {
          const name = IsDefault === true ? 'default action' : `rule ${Priority}`
          own.push({ where: `${name} of the ${where}`, listenerArn: arn, groups: groupsOf(Actions) })
        }
      return own
    }),
  )
  return found.flat().filter(({ groups }) => groups.some(({ arn }) => targetGroupArns.includes(arn)))
}

const groupsOf = (actions: readonly Action[]): Forwarding['groups'] =>
  actions
    .filter(({ Type }) => Type === 'forward')
    .flatMap(({ TargetGroupArn, ForwardConfig }) => {
      const tuples = ForwardConfig?.TargetGroups ?? []
      return tuples.length === 0
        ? [{ arn: TargetGroupArn ?? '', weight: 1 }]
        : // A lone group gets all, whatever its weight.
          tuples.map((tuple) => ({
            arn: tuple.TargetGroupArn ?? '',
            weight: tuples.length === 1 ? 1 : (tuple.Weight ?? 1),
          }))
    })
