import { DescribeTargetGroupsCommand } from '@aws-sdk/client-elastic-load-balancing-v2'
import { z } from 'zod'
import type { ServiceState } from '../../domain/drift/observation.ts'
import { environmentKey, type Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import { awsProblem } from './aws-problem.ts'
import type { AwsClientFactory } from './clients.ts'

/** The CloudWatch dimensions under which a load balancer reports on a target group. */
export type TargetGroupDimensions = { readonly targetGroup: string; readonly loadBalancer: string }

/** Only what is read of a target group. */
const Reply = z.object({
  TargetGroups: z.array(
    z.object({ TargetGroupArn: z.string(), LoadBalancerArns: z.array(z.string()).default([]) }),
  ),
})

const keptMilliseconds = 10 * 60_000
const operation = 'elasticloadbalancing:DescribeTargetGroups'

/** `targetgroup/name/id` and `app/name/id`, from the two ARNs. */
const toDimensions = (targetGroupArn: string, loadBalancerArn: string): TargetGroupDimensions => ({
  targetGroup: targetGroupArn.slice(targetGroupArn.lastIndexOf(':') + 1),
  loadBalancer: loadBalancerArn.replace(/^.*:loadbalancer\//, ''),
})

/** Finds, and keeps for ten minutes, where a service's load balancer metrics are. Absent: it has no load balancer. */
export function createLoadBalancerDimensions(
  factory: AwsClientFactory,
  readService: (environment: Environment) => Promise<Reading<ServiceState>>,
  now: () => number = Date.now,
) {
  type Found = Reading<readonly TargetGroupDimensions[]>
  const cache = new Map<string, { readonly found: Found; readonly until: number }>()

  const discover = async (environment: Environment): Promise<Found> => {
    const service = await readService(environment)
    if (service.state !== 'read') return service
    const { targetGroupArns } = service.value
    const source = `${operation} ${environmentKey(environment)}`
    const { readAt } = service
    if (targetGroupArns.length === 0) return { state: 'absent', source, readAt }
    try {
      const command = new DescribeTargetGroupsCommand({ TargetGroupArns: [...targetGroupArns] })
      const { TargetGroups } = Reply.parse(await factory.for(environment).elb.send(command))
      const value = TargetGroups.flatMap(({ TargetGroupArn, LoadBalancerArns }) =>
        LoadBalancerArns.slice(0, 1).map((arn) => toDimensions(TargetGroupArn, arn)),
      )
      return value.length === 0
        ? { state: 'absent', source, readAt }
        : { state: 'read', value, source, readAt }
    } catch (error) {
      const problem = awsProblem(error, operation, environmentKey(environment))
      return { state: 'unreadable', problem, source, readAt }
    }
  }

  return async (environment: Environment): Promise<Found> => {
    const key = environmentKey(environment)
    const cached = cache.get(key)
    if (cached !== undefined && now() < cached.until) return cached.found
    const found = await discover(environment)
    if (found.state === 'read') cache.set(key, { found, until: now() + keptMilliseconds })
    return found
  }
}
