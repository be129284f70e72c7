import { ModifyListenerCommand, ModifyRuleCommand } from '@aws-sdk/client-elastic-load-balancing-v2'
import { describe, expect, it } from 'vitest'
import { createAwsClientFactory } from '../../clients.ts'
import { startRolloutWorld } from '../testing/rollout-world.ts'
import {
  createDrivers,
  manyPercentages,
  measureShare,
  releaseId,
  withRollout,
  type TrafficRig,
} from '../testing/traffic-rig.ts'
import { trafficDriverContract } from '../traffic-driver.contract.ts'

type Options = { readonly idle: boolean; readonly priority: number | 'default'; readonly sticky?: boolean }

async function start({ idle, priority, sticky = false }: Options) {
  const world = await startRolloutWorld({ rollout: 'alb-weights', idle })
  const { simulator, built, listener, loadBalancer, backendVersion } = world
  const { elb } = simulator.world
  if (listener === undefined || world.candidate === null) throw new Error('no rollout can run here')
  const { service, targetGroups } = world.candidate
  const main = { arn: built.targetGroupArn, name: targetGroups.main }
  const candidate = { arn: world.candidate.targetGroupArn, name: targetGroups.candidate }
  const forward = (weight: number) => ({
    Type: 'forward' as const,
    ForwardConfig: {
      TargetGroups: [
        { TargetGroupArn: main.arn, Weight: 100 - weight },
        { TargetGroupArn: candidate.arn, Weight: weight },
      ],
      TargetGroupStickinessConfig: sticky ? { Enabled: true, DurationSeconds: 300 } : { Enabled: false },
    },
  })
  const rule = priority === 'default' ? null : (world.rule ?? null)
  if (rule === null) {
    elb.state.rules.delete(world.rule?.arn ?? '')
    listener.defaultActions = [forward(0)]
  } else rule.actions = [forward(0)]
  const actions = () => rule?.actions ?? listener.defaultActions
  const environment = withRollout(world.environment, {
    type: 'alb-weights',
    rule: { loadBalancer, port: 80, priority },
    candidate: { service, targetGroups },
  })
  const drivers = createDrivers(environment)
  const rig: TrafficRig = {
    ...drivers,
    requests: simulator.requests,
    faults: simulator.faults,
    target: { environment, releaseId, startedAt: new Date().toISOString() },
    percentages: [10, 33.33, 100, 12.5, 50],
    more: manyPercentages,
    writes: [rule === null ? 'ModifyListener' : 'ModifyRule'],
    tolerance: 12,
    settle: world.settle,
    measure: () => measureShare(async () => (await backendVersion()) === 'next'),
    async changeByHand() {
      const aws = createAwsClientFactory()
      const client = aws.for(environment).elb
      await (rule === null
        ? client.send(new ModifyListenerCommand({ ListenerArn: listener.arn, DefaultActions: [forward(73)] }))
        : client.send(new ModifyRuleCommand({ RuleArn: rule.arn, Actions: [forward(73)] })))
      aws.close()
      return 73
    },
    remove() {
      elb.state.targetGroups.delete(candidate.arn)
      const alone = [{ Type: 'forward' as const, TargetGroupArn: main.arn }]
      if (rule === null) listener.defaultActions = alone
      else rule.actions = alone
      return candidate.name
    },
    leftovers: async () =>
      actions()
        .flatMap(({ ForwardConfig }) => ForwardConfig?.TargetGroups ?? [])
        .filter(({ TargetGroupArn, Weight }) => TargetGroupArn === candidate.arn && Weight !== 0)
        .map(({ TargetGroupArn = '' }) => TargetGroupArn),
    close() {
      drivers.close()
      void simulator.close()
    },
  }
  return { rig, simulator, actions, listener, rule, main, candidate, environment, loadBalancer }
}

describe('the weights of a rule', () => {
  trafficDriverContract(async ({ idle }) => (await start({ idle, priority: 10 })).rig)
})

describe("the weights of the listener's own action", () => {
  trafficDriverContract(async ({ idle }) => (await start({ idle, priority: 'default' })).rig)
})

it('keeps what else stands in the action: the order, the sign-in before it, the stickiness', async () => {
  const { rig, actions, listener } = await start({ idle: false, priority: 'default', sticky: true })
  listener.defaultActions = [
    {
      Type: 'authenticate-oidc',
      Order: 1,
      AuthenticateOidcConfig: {
        Issuer: 'https://id.example',
        AuthorizationEndpoint: 'https://id.example/authorize',
        TokenEndpoint: 'https://id.example/token',
        UserInfoEndpoint: 'https://id.example/me',
        ClientId: 'shop',
      },
    },
    ...listener.defaultActions.map((action) => ({ ...action, Order: 2 })),
  ]
  await rig.createDriver().write(rig.target, 25, { urgent: false })
  expect(actions()).toMatchObject([
    { Order: 1, AuthenticateOidcConfig: { ClientId: 'shop', UseExistingClientSecret: true } },
    {
      Order: 2,
      ForwardConfig: {
        TargetGroups: [{ Weight: 75 }, { Weight: 25 }],
        TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 300 },
      },
    },
  ])
  rig.close()
})

it('takes the candidate out of a sticky action when it is urgent, and puts it back with the next share', async () => {
  const { rig, actions, main, candidate } = await start({ idle: true, priority: 10, sticky: true })
  const driver = rig.createDriver()
  const groups = () =>
    actions().flatMap(({ ForwardConfig }) =>
      (ForwardConfig?.TargetGroups ?? []).map(({ TargetGroupArn }) => TargetGroupArn),
    )
  const checked = await driver.check(rig.target.environment)
  expect(JSON.stringify(checked)).toContain('stickiness')
  await driver.write(rig.target, 10, { urgent: false })
  await driver.write(rig.target, 0, { urgent: true })
  expect(groups()).toEqual([main.arn])
  await driver.write(rig.target, 5, { urgent: false })
  expect(groups()).toEqual([main.arn, candidate.arn])
  rig.close()
})

it('overwrites no action that somebody else set up', async () => {
  const { rig, actions, simulator, rule, main } = await start({ idle: true, priority: 10 })
  const other = simulator.world.elb.createTargetGroup({ name: 'another-team' })
  if (rule === null) throw new Error('no rule')
  const before = [
    {
      Type: 'forward' as const,
      ForwardConfig: {
        TargetGroups: [
          { TargetGroupArn: main.arn, Weight: 1 },
          { TargetGroupArn: other.arn, Weight: 1 },
        ],
      },
    },
  ]
  rule.actions = before
  const written = await rig.createDriver().write(rig.target, 10, { urgent: false })
  expect(written).toMatchObject({ ok: false, problem: { code: 'rollout-foreign' } })
  expect(written).toHaveProperty('problem.title', expect.stringContaining('another-team'))
  expect(actions()).toEqual(before)
  rig.close()
})

it('finds a rule again that was deleted and made anew, and one whose priority was given to another', async () => {
  const { rig, simulator, rule, listener } = await start({ idle: true, priority: 10 })
  if (rule === null) throw new Error('no rule')
  const { elb } = simulator.world
  const driver = rig.createDriver()
  await driver.write(rig.target, 10, { urgent: false })
  elb.state.rules.delete(rule.arn)
  expect(await driver.read(rig.target)).toMatchObject({ ok: false, problem: { code: 'aws-not-found' } })
  const { conditions, actions } = rule
  const again = elb.createRule({ listenerArn: listener.arn, priority: 10, conditions, actions })
  expect(await driver.write(rig.target, 20, { urgent: false })).toMatchObject({ ok: true })
  again.priority = 11
  const strange = [{ Type: 'fixed-response' as const, FixedResponseConfig: { StatusCode: '503' } }]
  elb.createRule({ listenerArn: listener.arn, priority: 10, conditions, actions: strange })
  const read = await driver.read(rig.target)
  expect(read).toMatchObject({ ok: false, problem: { code: 'rollout-foreign' } })
  expect(read).toHaveProperty('problem.title', expect.stringContaining('fixed-response'))
  rig.close()
})

it('says what is missing before a rollout', async () => {
  const { rig } = await start({ idle: false, priority: 10 })
  const driver = rig.createDriver()
  await driver.write(rig.target, 10, { urgent: false })
  const checked = await driver.check(rig.target.environment)
  const sentences = checked.ok ? checked.value.filter(({ ok }) => !ok).map(({ sentence }) => sentence) : []
  expect(sentences).toEqual([
    expect.stringContaining('sends 10 %'),
    expect.stringContaining('asked to run 2 tasks'),
  ])
  rig.close()
})

it('names other rules and ports that lead to the main group, before a rollout, and no others', async () => {
  const { rig, simulator, listener, main, loadBalancer } = await start({ idle: true, priority: 10 })
  const { elb } = simulator.world
  const driver = rig.createDriver()
  const warned = async () => {
    const checked = await driver.check(rig.target.environment)
    return checked.ok ? checked.value.flatMap(({ warns, sentence }) => (warns ? [sentence] : [])) : []
  }
  const actions = [{ Type: 'forward' as const, TargetGroupArn: main.arn }]
  const rule = (priority: number, ...conditions: readonly { Field: string; Values: string[] }[]) =>
    elb.createRule({ listenerArn: listener.arn, priority, conditions, actions })
  rule(1, { Field: 'path-pattern', Values: [rig.target.environment.backend.healthPath] })
  rule(2, { Field: 'host-header', Values: ['elsewhere.example'] })
  rule(900, { Field: 'path-pattern', Values: ['/late/*'] })
  expect(await warned()).toEqual([])
  rule(5, { Field: 'path-pattern', Values: ['/api/v1/*', '/checkout'] })
  const balancer = [...elb.state.loadBalancers.values()].find(({ name }) => name === loadBalancer)
  elb.createListener({ loadBalancerArn: balancer?.arn ?? '', port: 8443, defaultActions: actions })
  const [sentence = '', ...more] = await warned()
  expect(more).toEqual([])
  expect(sentence).toContain('Besides the rule 10')
  expect(sentence).toContain('rule 5 (/api/v1/*, /checkout) and the default action of port 8443 send')
  rig.close()
})

it('refuses a percentage that weights cannot give, and names one that they can', async () => {
  const { rig } = await start({ idle: true, priority: 10 })
  const written = await rig.createDriver().write(rig.target, 50.01, { urgent: false })
  expect(written).toMatchObject({ ok: false, problem: { code: 'percent-not-allowed' } })
  expect(written).toHaveProperty('problem.remedy', expect.stringContaining('50 %'))
  rig.close()
})

it('writes at once although the looks of many other rollouts wait for our rate limit', async () => {
  const { rig } = await start({ idle: true, priority: 10 })
  const driver = rig.createDriver()
  await driver.write(rig.target, 10, { urgent: false })
  let looked = 0
  const looks = Array.from({ length: 60 }, () => driver.read(rig.target).then(() => (looked += 1)))
  expect(await driver.write(rig.target, 0, { urgent: true })).toMatchObject({ ok: true })
  expect(looked).toBeLessThan(60)
  await Promise.all(looks)
  rig.close()
})

it('asks AWS for the rule, the health of both groups and the change only once it knows where the rule is', async () => {
  const { rig } = await start({ idle: true, priority: 10 })
  const driver = rig.createDriver()
  await driver.write(rig.target, 10, { urgent: false })
  const since = rig.requests.list().at(-1)?.seq ?? 0
  await driver.write(rig.target, 0, { urgent: true })
  expect(rig.requests.list({ since }).map(({ operation }) => operation)).toEqual([
    'DescribeRules',
    'DescribeTargetHealth',
    'DescribeTargetHealth',
    'ModifyRule',
  ])
  rig.close()
})
