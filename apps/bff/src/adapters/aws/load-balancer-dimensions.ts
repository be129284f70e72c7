import { paginateDescribeTargetGroups } from '@aws-sdk/client-elastic-load-balancing-v2'
import { z } from 'zod'
import type { ServiceState } from '../../domain/drift/observation.ts'
import { environmentKey, type Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import type { RolloutDriverConfig } from '../../domain/rollout/rollout-config.ts'
import { awsProblem } from './aws-problem.ts'
import type { AwsClientFactory } from './clients.ts'
import { readNativeTargetGroups } from './native-target-groups.ts'

/** The CloudWatch dimensions under which a load balancer reports on a target group. */
export type TargetGroupDimensions = {
  readonly targetGroup: string
  readonly loadBalancer: string
  readonly arn: string
}

export type VariantTargets = {
  readonly baseline: TargetGroupDimensions
  readonly candidate: TargetGroupDimensions
}
export type LoadBalancerTargets = {
  /** Every target group that serves the environment, the candidate's too. */
  readonly all: readonly TargetGroupDimensions[]
  /** Those of the service itself, of each of which it needs healthy hosts; together where ECS shifts between two. */
  readonly hosts: { readonly groups: readonly TargetGroupDimensions[]; readonly join: 'lowest' | 'sum' }
  /** Load balancers that serve nobody else: what they answer by themselves is the environment's. */
  readonly balancers: { readonly own: readonly string[]; readonly shared: readonly string[] }
  /** Absent: the load balancer does not tell variants apart, or ECS shifts nothing now. */
  readonly variants: Reading<VariantTargets>
}

/** Only what is read of a target group. */
const Reply = z.object({
  TargetGroups: z.array(
    z.object({
      TargetGroupArn: z.string(),
      TargetGroupName: z.string(),
      LoadBalancerArns: z.array(z.string()).default([]),
    }),
  ),
})
type TargetGroup = z.infer<typeof Reply>['TargetGroups'][number]

const keptMilliseconds = 10 * 60_000
/** Which of its two target groups is the candidate changes with every deployment of ECS. */
const keptNativeMilliseconds = 60_000
const operation = 'elasticloadbalancing:DescribeTargetGroups'

/** `targetgroup/name/id` and `app/name/id`, from the two ARNs. */
const toDimensions = (targetGroupArn: string, loadBalancerArn: string): TargetGroupDimensions => ({
  targetGroup: targetGroupArn.slice(targetGroupArn.lastIndexOf(':') + 1),
  loadBalancer: balancerDimension(loadBalancerArn),
  arn: targetGroupArn,
})

const balancerDimension = (loadBalancerArn: string): string =>
  loadBalancerArn.replace(/^.*:loadbalancer\//, '')

/**
 * Finds, and keeps for ten minutes, where a service's load balancer metrics are. Absent: it has no load balancer. With
 * `ecs-native` it is kept for a minute.
 */
export function createLoadBalancerDimensions(
  factory: AwsClientFactory,
  readService: (environment: Environment) => Promise<Reading<ServiceState>>,
  now: () => number = Date.now,
) {
  type Found = Reading<LoadBalancerTargets>
  const cache = new Map<string, { readonly found: Found; readonly at: number }>()

  const describe = async (
    environment: Environment,
    which:
      | { readonly TargetGroupArns: string[] }
      | { readonly Names: string[] }
      | { readonly LoadBalancerArn: string },
  ): Promise<TargetGroup[]> => {
    const { elb } = factory.for(environment)
    const groups: TargetGroup[] = []
    for await (const page of paginateDescribeTargetGroups({ client: elb }, which))
      groups.push(...Reply.parse(page).TargetGroups)
    return groups
  }

  /** Which of the load balancers have no target group but these. */
  const divideBalancers = async (
    environment: Environment,
    balancers: readonly string[],
    own: readonly TargetGroupDimensions[],
  ): Promise<LoadBalancerTargets['balancers']> => {
    const known = new Set(own.map(({ arn }) => arn))
    const found = await Promise.all(
      balancers.map(async (LoadBalancerArn) => {
        const groups = await describe(environment, { LoadBalancerArn })
        const isOwn = groups.every(({ TargetGroupArn }) => known.has(TargetGroupArn))
        return { name: balancerDimension(LoadBalancerArn), isOwn }
      }),
    )
    const named = (isOwn: boolean) => found.filter((one) => one.isOwn === isOwn).map(({ name }) => name)
    return { own: named(true), shared: named(false) }
  }

  /** The configured pair; a group that no rule forwards to now is measured under its sibling's load balancer. */
  const readPair = async (
    environment: Environment,
    { main, candidate }: { readonly main: string; readonly candidate: string },
  ): Promise<VariantTargets | null> => {
    const groups = await describe(environment, { Names: [main, candidate] })
    const balancer = groups.flatMap(({ LoadBalancerArns }) => LoadBalancerArns)[0]
    const find = (name: string) => groups.find(({ TargetGroupName }) => TargetGroupName === name)
    const [baseline, other] = [find(main), find(candidate)]
    if (balancer === undefined || baseline === undefined || other === undefined) return null
    const dimensions = ({ TargetGroupArn, LoadBalancerArns }: TargetGroup) =>
      toDimensions(TargetGroupArn, LoadBalancerArns[0] ?? balancer)
    return { baseline: dimensions(baseline), candidate: dimensions(other) }
  }

  const discover = async (environment: Environment): Promise<Found> => {
    const service = await readService(environment)
    if (service.state !== 'read') return service
    const { readAt } = service
    const resource = environmentKey(environment)
    const source = `${operation} ${resource}`
    const unreadable = (error: unknown, what = operation) =>
      ({ state: 'unreadable', problem: awsProblem(error, what, resource), source, readAt }) as const
    const driver = environment.rollout?.driver
    const pair = pairOf(driver)
    const native =
      driver?.type === 'ecs-native'
        ? await readNativeTargetGroups(factory.for(environment).ecs, environment.backend).catch(
            (error: unknown) => unreadable(error, 'ecs:DescribeServiceDeployments'),
          )
        : null
    const failed = native !== null && 'state' in native ? native : null
    const shifting = native !== null && 'all' in native ? native : null
    const arns = [...new Set([...service.value.targetGroupArns, ...(shifting?.all ?? [])])]
    if (arns.length === 0) return { state: 'absent', source, readAt }
    try {
      const [groups, variants] = await Promise.all([
        describe(environment, { TargetGroupArns: arns }),
        pair === null
          ? null
          : readPair(environment, pair).then(
              (value) => toReading(value, source, readAt),
              (error: unknown) => unreadable(error),
            ),
      ])
      const balancer = groups.flatMap(({ LoadBalancerArns }) => LoadBalancerArns)[0]
      if (balancer === undefined) return { state: 'absent', source, readAt }
      const own = groups.map(({ TargetGroupArn, LoadBalancerArns }) =>
        toDimensions(TargetGroupArn, LoadBalancerArns[0] ?? balancer),
      )
      const divided =
        variants ?? failed ?? toReading(nativeVariants(shifting?.variants ?? null, balancer), source, readAt)
      const all = withVariants(own, divided)
      const balancerArns = [...new Set(groups.flatMap(({ LoadBalancerArns }) => LoadBalancerArns))]
      const value: LoadBalancerTargets = {
        all,
        variants: divided,
        hosts: { groups: own, join: driver?.type === 'ecs-native' ? 'sum' : 'lowest' },
        balancers: await divideBalancers(environment, balancerArns, all),
      }
      return { state: 'read', value, source, readAt }
    } catch (error) {
      return unreadable(error)
    }
  }

  return async (environment: Environment): Promise<Found> => {
    const key = environmentKey(environment)
    const native = environment.rollout?.driver.type === 'ecs-native'
    const kept = native ? keptNativeMilliseconds : keptMilliseconds
    const cached = cache.get(key)
    const age = cached === undefined ? kept : now() - cached.at
    // A clock that was set back must not keep it for longer.
    if (cached !== undefined && age >= 0 && age < kept) return cached.found
    const at = now()
    const found = await discover(environment)
    const whole = found.state === 'read' && found.value.variants.state !== 'unreadable'
    if (whole) cache.set(key, { found, at })
    return found
  }
}

const pairOf = (driver: RolloutDriverConfig | undefined) =>
  driver?.type === 'alb-weights' || driver?.type === 'paired' ? driver.candidate.targetGroups : null

const toReading = <T>(value: T | null, source: string, readAt: string): Reading<T> =>
  value === null ? { state: 'absent', source, readAt } : { state: 'read', value, source, readAt }

const nativeVariants = (
  groups: { readonly baseline: string; readonly candidate: string } | null,
  balancer: string,
): VariantTargets | null =>
  groups === null
    ? null
    : {
        baseline: toDimensions(groups.baseline, balancer),
        candidate: toDimensions(groups.candidate, balancer),
      }

/** The service's own target groups and, once, those of the variants. */
function withVariants(
  own: readonly TargetGroupDimensions[],
  variants: Reading<VariantTargets>,
): TargetGroupDimensions[] {
  const others = variants.state === 'read' ? [variants.value.baseline, variants.value.candidate] : []
  const isNew = ({ targetGroup }: TargetGroupDimensions) =>
    !own.some((known) => known.targetGroup === targetGroup)
  return [...own, ...others.filter(isNew)]
}
