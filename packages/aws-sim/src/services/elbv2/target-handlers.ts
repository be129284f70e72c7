import type * as elbPackage from '@aws-sdk/client-elastic-load-balancing-v2'
import type { TargetGroup, TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2'
import { AwsError } from '../../wire/aws-error.ts'
import type { Handlers } from '../../wire/handlers.ts'
import type { Elb, Target, TargetGroupRecord } from '../../world/elb/types.ts'
import { page } from '../paging.ts'
import { balancersOf, findTargetGroup, invalid } from './find.ts'

type ElbHandlers = Handlers<typeof elbPackage>

const groupShape = (elb: Elb, group: TargetGroupRecord): TargetGroup => ({
  ...group.description,
  LoadBalancerArns: balancersOf(elb, group.arn),
})

const healthShape = (target: Target): TargetHealthDescription => ({
  Target: { Id: target.id, Port: target.port, AvailabilityZone: 'all' },
  HealthCheckPort: String(target.port),
  TargetHealth: {
    State: target.state,
    ...(target.reason === null ? {} : { Reason: target.reason }),
    ...(target.description === null ? {} : { Description: target.description }),
  },
})

const attributes = (map: ReadonlyMap<string, string>) => [...map].map(([Key, Value]) => ({ Key, Value }))

export const targetHandlers = (elb: Elb): ElbHandlers => ({
  CreateTargetGroup({
    Name = '',
    Port,
    Protocol,
    HealthCheckPath,
    UnhealthyThresholdCount,
    TargetType = 'ip',
    Tags,
  }) {
    if (!/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/.test(Name))
      throw invalid(`Target group name '${Name}' is not valid`)
    if (TargetType !== 'ip') throw invalid(`The target type '${TargetType}' is not simulated`)
    if ([...elb.state.targetGroups.values()].some(({ name }) => name === Name))
      throw new AwsError('DuplicateTargetGroupName', `A target group with the same name '${Name}' exists`)
    const group = elb.createTargetGroup({
      name: Name,
      ...(Port === undefined ? {} : { port: Port }),
      ...(Protocol === undefined ? {} : { protocol: Protocol }),
      ...(HealthCheckPath === undefined ? {} : { healthCheckPath: HealthCheckPath }),
      ...(UnhealthyThresholdCount === undefined ? {} : { unhealthyThresholdCount: UnhealthyThresholdCount }),
      ...(Tags === undefined ? {} : { tags: Tags }),
    })
    return { TargetGroups: [groupShape(elb, group)] }
  },
  DescribeTargetGroups({ LoadBalancerArn, TargetGroupArns, Names, Marker, PageSize = 400 }) {
    const all = [...elb.state.targetGroups.values()]
    for (const arn of TargetGroupArns ?? []) findTargetGroup(elb, arn)
    for (const name of Names ?? [])
      if (!all.some((group) => group.name === name))
        throw new AwsError('TargetGroupNotFound', `One or more target groups not found`)
    const found = all
      .filter(({ arn }) => (TargetGroupArns ?? []).length === 0 || TargetGroupArns?.includes(arn))
      .filter(({ name }) => (Names ?? []).length === 0 || Names?.includes(name))
      .filter(({ arn }) => LoadBalancerArn === undefined || balancersOf(elb, arn).includes(LoadBalancerArn))
    const { items, nextToken } = page(found, Marker, PageSize, 'ValidationError')
    return { TargetGroups: items.map((group) => groupShape(elb, group)), NextMarker: nextToken }
  },
  ModifyTargetGroup({
    TargetGroupArn,
    HealthCheckPath,
    UnhealthyThresholdCount,
    HealthyThresholdCount,
    Matcher,
  }) {
    const group = findTargetGroup(elb, TargetGroupArn)
    group.description = {
      ...group.description,
      ...(HealthCheckPath === undefined ? {} : { HealthCheckPath }),
      ...(UnhealthyThresholdCount === undefined ? {} : { UnhealthyThresholdCount }),
      ...(HealthyThresholdCount === undefined ? {} : { HealthyThresholdCount }),
      ...(Matcher === undefined ? {} : { Matcher }),
    }
    return { TargetGroups: [groupShape(elb, group)] }
  },
  DeleteTargetGroup({ TargetGroupArn }) {
    const { arn } = findTargetGroup(elb, TargetGroupArn)
    if (balancersOf(elb, arn).length > 0)
      throw new AwsError('ResourceInUse', `Target group '${arn}' is currently in use by a listener or a rule`)
    elb.state.targetGroups.delete(arn)
    return {}
  },
  DescribeTargetGroupAttributes: ({ TargetGroupArn }) => ({
    Attributes: attributes(findTargetGroup(elb, TargetGroupArn).attributes),
  }),
  ModifyTargetGroupAttributes({ TargetGroupArn, Attributes = [] }) {
    const group = findTargetGroup(elb, TargetGroupArn)
    for (const { Key = '', Value = '' } of Attributes) group.attributes.set(Key, Value)
    return { Attributes: attributes(group.attributes) }
  },
  RegisterTargets({ TargetGroupArn, Targets = [] }) {
    const group = findTargetGroup(elb, TargetGroupArn)
    for (const { Id = '', Port = group.description.Port ?? 80 } of Targets) elb.register(group.arn, Id, Port)
    return {}
  },
  DeregisterTargets({ TargetGroupArn, Targets = [] }) {
    const group = findTargetGroup(elb, TargetGroupArn)
    for (const { Id = '', Port = group.description.Port ?? 80 } of Targets)
      elb.deregister(group.arn, Id, Port)
    return {}
  },
  DescribeTargetHealth({ TargetGroupArn, Targets = [] }) {
    const group = findTargetGroup(elb, TargetGroupArn)
    if (Targets.length === 0)
      return { TargetHealthDescriptions: [...group.targets.values()].map(healthShape) }
    const asked = Targets.map(({ Id = '', Port = group.description.Port ?? 80 }): TargetHealthDescription => {
      const known = elb.health(group.arn, Id, Port)
      if (known !== null) return healthShape(known)
      const TargetHealth = {
        State: 'unused',
        Reason: 'Target.NotRegistered',
        Description: 'Target is not registered to the target group',
      } as const
      return { Target: { Id, Port }, HealthCheckPort: String(Port), TargetHealth }
    })
    return { TargetHealthDescriptions: asked }
  },
})
