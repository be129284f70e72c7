import { describe, expect, test } from 'vitest'
import { createMetrics } from '../world/metrics/metrics.ts'
import { createElb } from '../world/elb/elb.ts'
import { createNetwork } from '../world/task-app/network.ts'
import { call, testContext } from '../world/test-context.ts'
import { elbv2Handlers } from './elbv2.ts'

const open = async () => {
  const context = testContext()
  const elb = createElb(context, { network: createNetwork(), metrics: createMetrics(context) })
  const handlers = elbv2Handlers(elb)
  const { LoadBalancers } = await call(handlers.CreateLoadBalancer, { Name: 'shop' })
  const LoadBalancerArn = LoadBalancers?.[0]?.LoadBalancerArn ?? ''
  const group = async (Name: string): Promise<string> =>
    (await call(handlers.CreateTargetGroup, { Name, Port: 8080 })).TargetGroups?.[0]?.TargetGroupArn ?? ''
  const blue = await group('blue')
  const { Listeners } = await call(handlers.CreateListener, {
    LoadBalancerArn,
    Port: 80,
    DefaultActions: [{ Type: 'forward', TargetGroupArn: blue }],
  })
  return { context, handlers, group, blue, LoadBalancerArn, ListenerArn: Listeners?.[0]?.ListenerArn ?? '' }
}
const path = (value: string) => [{ Field: 'path-pattern', Values: [value] }]

describe('rules', () => {
  test('are listed by priority with the default last, and their weights can be changed', async () => {
    const { handlers, group, blue, ListenerArn } = await open()
    const green = await group('green')
    const create = (Priority: number, TargetGroupArn: string) =>
      call(handlers.CreateRule, {
        ListenerArn,
        Priority,
        Conditions: path(`/${Priority}`),
        Actions: [{ Type: 'forward', TargetGroupArn }],
      })
    await create(10, blue)
    const five = await create(5, blue)
    const listed = await call(handlers.DescribeRules, { ListenerArn })
    expect(listed.Rules?.map(({ Priority }) => Priority)).toEqual(['5', '10', 'default'])
    const weights = [
      { TargetGroupArn: blue, Weight: 80 },
      { TargetGroupArn: green, Weight: 20 },
    ]
    const RuleArn = five.Rules?.[0]?.RuleArn ?? ''
    await call(handlers.ModifyRule, {
      RuleArn,
      Actions: [{ Type: 'forward', ForwardConfig: { TargetGroups: weights } }],
    })
    const { Rules } = await call(handlers.DescribeRules, { RuleArns: [RuleArn] })
    expect(Rules?.[0]?.Actions?.[0]?.ForwardConfig?.TargetGroups).toEqual(weights)
  })

  test('can be given another header to look for and another target group, with stickiness', async () => {
    const { handlers, group, blue, ListenerArn } = await open()
    const green = await group('green')
    const cookie = (id: string) => [
      {
        Field: 'http-header',
        HttpHeaderConfig: { HttpHeaderName: 'Cookie', Values: [`*lockstep-cohort=${id}-candidate.*`] },
      },
    ]
    const made = await call(handlers.CreateRule, {
      ListenerArn,
      Priority: 5,
      Conditions: cookie('none'),
      Actions: [{ Type: 'forward', TargetGroupArn: blue }],
    })
    const RuleArn = made.Rules?.[0]?.RuleArn ?? ''
    const TargetGroupStickinessConfig = { Enabled: true, DurationSeconds: 3600 }
    await call(handlers.ModifyRule, { RuleArn, Conditions: cookie('4f7k2m9q') })
    await call(handlers.ModifyRule, {
      RuleArn,
      Actions: [
        {
          Type: 'forward',
          ForwardConfig: {
            TargetGroups: [{ TargetGroupArn: green, Weight: 1 }],
            TargetGroupStickinessConfig,
          },
        },
      ],
    })
    const { Rules } = await call(handlers.DescribeRules, { RuleArns: [RuleArn] })
    expect(Rules?.[0]).toMatchObject({
      Priority: '5',
      Conditions: cookie('4f7k2m9q'),
      Actions: [{ TargetGroupArn: green, ForwardConfig: { TargetGroupStickinessConfig } }],
    })
  })

  test.each([
    ['no values', { HttpHeaderName: 'Cookie', Values: [] }],
    ['no name', { Values: ['*'] }],
    ['a value too long', { HttpHeaderName: 'Cookie', Values: ['x'.repeat(129)] }],
    ['too many values', { HttpHeaderName: 'Cookie', Values: ['1', '2', '3', '4', '5', '6'] }],
  ])('refuse a header condition with %s', async (_, HttpHeaderConfig) => {
    const { handlers, blue, ListenerArn } = await open()
    const rule = {
      ListenerArn,
      Priority: 5,
      Conditions: [{ Field: 'http-header', HttpHeaderConfig }],
      Actions: [{ Type: 'forward' as const, TargetGroupArn: blue }],
    }
    await expect(call(handlers.CreateRule, rule)).rejects.toMatchObject({ code: 'ValidationError' })
  })

  test('refuse a target group that was deleted, and stickiness without an end', async () => {
    const { handlers, group, ListenerArn } = await open()
    const TargetGroupArn = await group('short-lived')
    const modify = (TargetGroupStickinessConfig?: object) =>
      call(handlers.ModifyListener, {
        ListenerArn,
        DefaultActions: [
          {
            Type: 'forward',
            ForwardConfig: {
              TargetGroups: [{ TargetGroupArn, Weight: 1 }],
              ...(TargetGroupStickinessConfig && { TargetGroupStickinessConfig }),
            },
          },
        ],
      })
    await expect(modify({ Enabled: true })).rejects.toMatchObject({ code: 'ValidationError' })
    await call(handlers.DeleteTargetGroup, { TargetGroupArn })
    await expect(modify()).rejects.toMatchObject({ code: 'TargetGroupNotFound' })
    await expect(call(handlers.DescribeTargetHealth, { TargetGroupArn })).rejects.toMatchObject({
      code: 'TargetGroupNotFound',
    })
  })

  test('refuse a priority in use, weights out of range and unknown target groups', async () => {
    const { handlers, blue, ListenerArn } = await open()
    const rule = {
      ListenerArn,
      Priority: 1,
      Conditions: path('/a'),
      Actions: [{ Type: 'forward' as const, TargetGroupArn: blue }],
    }
    await call(handlers.CreateRule, rule)
    await expect(call(handlers.CreateRule, rule)).rejects.toMatchObject({ code: 'PriorityInUse' })
    const weighted = (TargetGroupArn: string, Weight: number) => ({
      ListenerArn,
      DefaultActions: [
        { Type: 'forward' as const, ForwardConfig: { TargetGroups: [{ TargetGroupArn, Weight }] } },
      ],
    })
    await expect(call(handlers.ModifyListener, weighted(blue, 1000))).rejects.toMatchObject({
      code: 'ValidationError',
    })
    const noGroup = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/none/0123456789abcdef'
    await expect(call(handlers.ModifyListener, weighted(noGroup, 1))).rejects.toMatchObject({
      code: 'TargetGroupNotFound',
    })
  })

  test('refuse a sixth target group, one of another load balancer, one of another protocol, and the default rule', async () => {
    const { handlers, group, blue, ListenerArn } = await open()
    const modify = (arns: readonly string[], Weight = 1) =>
      call(handlers.ModifyListener, {
        ListenerArn,
        DefaultActions: [
          {
            Type: 'forward' as const,
            ForwardConfig: { TargetGroups: arns.map((TargetGroupArn) => ({ TargetGroupArn, Weight })) },
          },
        ],
      })
    const six = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map(group))
    await expect(modify(six)).rejects.toMatchObject({ code: 'ValidationError' })
    await expect(modify(six.slice(1), 0)).resolves.toBeDefined()
    const { LoadBalancers } = await call(handlers.CreateLoadBalancer, { Name: 'other' })
    const other = { LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn, Port: 80 }
    const forward = (TargetGroupArn: string | undefined) => [{ Type: 'forward' as const, TargetGroupArn }]
    await expect(
      call(handlers.CreateListener, { ...other, DefaultActions: forward(six[1]) }),
    ).rejects.toMatchObject({ code: 'TargetGroupAssociationLimit' })
    await expect(
      call(handlers.CreateListener, { ...other, DefaultActions: forward(blue) }),
    ).resolves.toBeDefined()
    const { TargetGroups } = await call(handlers.CreateTargetGroup, {
      Name: 'tcp',
      Port: 80,
      Protocol: 'TCP',
    })
    await expect(modify([TargetGroups?.[0]?.TargetGroupArn ?? ''])).rejects.toMatchObject({
      code: 'IncompatibleProtocols',
    })
    const { Rules } = await call(handlers.DescribeRules, { ListenerArn })
    const RuleArn = Rules?.find(({ IsDefault }) => IsDefault)?.RuleArn
    await expect(call(handlers.ModifyRule, { RuleArn, Actions: forward(six[0]) })).rejects.toMatchObject({
      code: 'OperationNotPermitted',
    })
  })

  test('swap their priorities in one call', async () => {
    const { handlers, blue, ListenerArn } = await open()
    const arns: string[] = []
    for (const Priority of [1, 2]) {
      const Actions = [{ Type: 'forward' as const, TargetGroupArn: blue }]
      const { Rules } = await call(handlers.CreateRule, {
        ListenerArn,
        Priority,
        Conditions: path('/a'),
        Actions,
      })
      arns.push(Rules?.[0]?.RuleArn ?? '')
    }
    const [first = '', second = ''] = arns
    await call(handlers.SetRulePriorities, {
      RulePriorities: [
        { RuleArn: first, Priority: 2 },
        { RuleArn: second, Priority: 1 },
      ],
    })
    const { Rules } = await call(handlers.DescribeRules, { ListenerArn })
    expect(Rules?.map(({ RuleArn }) => RuleArn).slice(0, 2)).toEqual([second, first])
  })
})

describe('target groups', () => {
  test('show the health of their targets, and of those that are asked for but not there', async () => {
    const { handlers, blue } = await open()
    await call(handlers.RegisterTargets, { TargetGroupArn: blue, Targets: [{ Id: '10.0.0.9' }] })
    const all = await call(handlers.DescribeTargetHealth, { TargetGroupArn: blue })
    expect(all.TargetHealthDescriptions).toMatchObject([
      {
        Target: { Id: '10.0.0.9', Port: 8080 },
        TargetHealth: { State: 'initial', Reason: 'Elb.RegistrationInProgress' },
      },
    ])
    const other = await call(handlers.DescribeTargetHealth, {
      TargetGroupArn: blue,
      Targets: [{ Id: '10.0.0.1' }],
    })
    expect(other.TargetHealthDescriptions?.[0]?.TargetHealth?.State).toBe('unused')
  })

  test('know their load balancers, and cannot be deleted while a listener uses them', async () => {
    const { handlers, group, blue, LoadBalancerArn } = await open()
    await group('spare')
    const { TargetGroups } = await call(handlers.DescribeTargetGroups, { LoadBalancerArn })
    expect(TargetGroups?.map(({ TargetGroupName }) => TargetGroupName)).toEqual(['blue'])
    expect(TargetGroups?.[0]?.LoadBalancerArns).toEqual([LoadBalancerArn])
    await expect(call(handlers.DeleteTargetGroup, { TargetGroupArn: blue })).rejects.toMatchObject({
      code: 'ResourceInUse',
    })
  })

  test('keep the attributes that are set', async () => {
    const { handlers, blue } = await open()
    const Attributes = [{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }]
    await call(handlers.ModifyTargetGroupAttributes, { TargetGroupArn: blue, Attributes })
    const answer = await call(handlers.DescribeTargetGroupAttributes, { TargetGroupArn: blue })
    expect(answer.Attributes).toContainEqual(Attributes[0])
  })
})

test('load balancers are found by name, and a missing one is an error', async () => {
  const { handlers } = await open()
  const found = await call(handlers.DescribeLoadBalancers, { Names: ['shop'] })
  expect(found.LoadBalancers?.[0]).toMatchObject({ LoadBalancerName: 'shop', State: { Code: 'active' } })
  await expect(call(handlers.DescribeLoadBalancers, { Names: ['x'] })).rejects.toMatchObject({
    code: 'LoadBalancerNotFound',
  })
  await expect(call(handlers.CreateLoadBalancer, { Name: 'shop' })).rejects.toMatchObject({
    code: 'DuplicateLoadBalancerName',
  })
})
