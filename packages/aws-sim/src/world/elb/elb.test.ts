import { describe, expect, test } from 'vitest'
import { createMetrics } from '../metrics/metrics.ts'
import { createNetwork } from '../task-app/network.ts'
import { createTaskApp } from '../task-app/task-app.ts'
import { testContext } from '../test-context.ts'
import type { ContainerBehaviour, WorldResponse } from '../world.ts'
import { createElb } from './elb.ts'
import { matchesCode } from './target-health.ts'

const createStage = () => {
  const context = testContext()
  const network = createNetwork()
  const metrics = createMetrics(context)
  const elb = createElb(context, { network, metrics })
  const balancer = elb.createLoadBalancer({ name: 'shop', doorName: 'api' })
  let addresses = 0
  /** A target group with one target that runs an app. */
  const group = (name: string, behaviour: Partial<ContainerBehaviour> = {}, healthy = true) => {
    const record = elb.createTargetGroup({ name })
    const ip = `10.0.0.${(addresses += 1)}`
    const app = createTaskApp({
      behaviour: {
        health: 'pass',
        errorRate: 0,
        latencyMilliseconds: 20,
        version: name,
        commit: 'c',
        ...behaviour,
      },
      startedAt: context.clock.now(),
      random: context.random,
    })
    network.attach(ip, 8080, app)
    elb.register(record.arn, ip, 8080, { healthy })
    return { record, ip }
  }
  /** Names target groups in a listener: all for the first one. */
  const use = (...records: readonly { readonly arn: string }[]): void => {
    const weights = records.map(({ arn }, index) => [arn, index === 0 ? 1 : 0] as const)
    elb.createListener({ loadBalancerArn: balancer.arn, defaultActions: [forward(...weights)] })
  }
  const ask = (url: string, headers: Record<string, string> = {}, method = 'GET'): WorldResponse => {
    const answer = balancer.door.answer({ method, url, headers })
    if (answer instanceof Promise) throw new Error('load balancers answer at once')
    return answer
  }
  const version = (url = '/version', headers: Record<string, string> = {}): string =>
    String(JSON.parse(String(ask(url, headers).body)).version)
  const sum = (name: string): number => {
    const series = metrics.series({
      namespace: 'AWS/ApplicationELB',
      name,
      dimensions: { LoadBalancer: balancer.dimension },
    })
    return [...(series?.points.values() ?? [])].reduce((total, point) => total + point.sum, 0)
  }
  return { context, network, elb, balancer, group, use, ask, version, sum }
}

const forward = (...groups: readonly (readonly [string, number])[]) => ({
  Type: 'forward' as const,
  ForwardConfig: { TargetGroups: groups.map(([TargetGroupArn, Weight]) => ({ TargetGroupArn, Weight })) },
})

describe('a load balancer', () => {
  test('splits requests by the weights of its target groups', () => {
    const stage = createStage()
    const [blue, green] = [stage.group('blue'), stage.group('green')]
    stage.elb.createListener({
      loadBalancerArn: stage.balancer.arn,
      defaultActions: [forward([blue.record.arn, 90], [green.record.arn, 10])],
    })
    const answers = Array.from({ length: 4000 }, () => stage.version())
    const share = answers.filter((version) => version === 'green').length / answers.length
    expect(share).toBeGreaterThan(0.08)
    expect(share).toBeLessThan(0.12)
  })

  test.each([
    [999, 1],
    [90, 10],
    [500, 499],
  ])('meets the weights %i and %i within a few requests of exactly', (main, candidate) => {
    const stage = createStage()
    const [blue, green] = [stage.group('blue'), stage.group('green')]
    stage.elb.createListener({
      loadBalancerArn: stage.balancer.arn,
      defaultActions: [forward([blue.record.arn, main], [green.record.arn, candidate])],
    })
    const greens = Array.from({ length: 10_000 }, () => stage.version()).filter(
      (one) => one === 'green',
    ).length
    expect(Math.abs(greens - (10_000 * candidate) / (main + candidate))).toBeLessThan(5)
  })

  test('keeps a caller at his target group by cookie, even at weight 0, until the action does not name it', () => {
    const stage = createStage()
    const [blue, green] = [stage.group('blue'), stage.group('green')]
    const sticky = (main: number, candidate: number) => {
      const action = forward([blue.record.arn, main], [green.record.arn, candidate])
      const TargetGroupStickinessConfig = { Enabled: true, DurationSeconds: 60 }
      return [{ ...action, ForwardConfig: { ...action.ForwardConfig, TargetGroupStickinessConfig } }]
    }
    const listener = stage.elb.createListener({
      loadBalancerArn: stage.balancer.arn,
      defaultActions: sticky(50, 50),
    })
    for (let caller = 0; caller < 20; caller++) {
      const first = stage.ask('/version')
      const cookie = first.headers['set-cookie']?.split(';', 1)[0] ?? ''
      expect(cookie).toMatch(/^AWSALBTG=/)
      const again = Array.from({ length: 10 }, () => stage.version('/version', { cookie: `a=b; ${cookie}` }))
      expect(new Set(again)).toEqual(new Set([JSON.parse(String(first.body)).version]))
    }
    listener.defaultActions = sticky(1, 0)
    expect(stage.version()).toBe('blue')
    const green1 = `AWSALBTG=${green.record.dimension.split('/').at(-1)}`
    expect(stage.version('/version', { cookie: green1 })).toBe('green')
    listener.defaultActions = [forward([blue.record.arn, 1])]
    expect(stage.version('/version', { cookie: green1 })).toBe('blue')
  })

  test('sets no cookie without stickiness', () => {
    const stage = createStage()
    const blue = stage.group('blue')
    stage.elb.createListener({
      loadBalancerArn: stage.balancer.arn,
      defaultActions: [forward([blue.record.arn, 1])],
    })
    expect(stage.ask('/version').headers['set-cookie']).toBeUndefined()
  })

  test('routes a cohort by its cookie, wherever among the others it stands', () => {
    const stage = createStage()
    const [main, candidate] = [stage.group('main'), stage.group('candidate')]
    const listener = stage.elb.createListener({
      loadBalancerArn: stage.balancer.arn,
      defaultActions: [forward([main.record.arn, 1])],
    })
    const rule = stage.elb.createRule({
      listenerArn: listener.arn,
      priority: 5,
      conditions: [
        {
          Field: 'http-header',
          HttpHeaderConfig: { HttpHeaderName: 'Cookie', Values: ['*lockstep-cohort=4f7k2m9q-candidate.*'] },
        },
      ],
      actions: [forward([candidate.record.arn, 1])],
    })
    const as = (value: string) => stage.version('/version', { cookie: `a=1; lockstep-cohort=${value}; b=2` })
    expect(as('4f7k2m9q-candidate.17')).toBe('candidate')
    expect(as('4f7k2m9q-baseline.17')).toBe('main')
    expect(as('zzzz0000-candidate.17')).toBe('main')
    expect(stage.version()).toBe('main')
    rule.actions = [forward([main.record.arn, 1])]
    expect(as('4f7k2m9q-candidate.17')).toBe('main')
  })

  test('gives a weight of 0 nothing', () => {
    const stage = createStage()
    const [blue, green] = [stage.group('blue'), stage.group('green')]
    stage.elb.createListener({
      loadBalancerArn: stage.balancer.arn,
      defaultActions: [forward([blue.record.arn, 0], [green.record.arn, 1])],
    })
    expect(new Set(Array.from({ length: 200 }, () => stage.version()))).toEqual(new Set(['green']))
  })

  test('answers 503 when all weights are 0', () => {
    const stage = createStage()
    const blue = stage.group('blue')
    stage.elb.createListener({
      loadBalancerArn: stage.balancer.arn,
      defaultActions: [forward([blue.record.arn, 0])],
    })
    expect(stage.ask('/version').status).toBe(503)
  })

  test('takes the rule with the lowest priority whose conditions all hold', () => {
    const stage = createStage()
    const [api, preview, production] = [stage.group('api'), stage.group('preview'), stage.group('production')]
    const listener = stage.elb.createListener({
      loadBalancerArn: stage.balancer.arn,
      defaultActions: [{ Type: 'forward', TargetGroupArn: api.record.arn }],
    })
    const rule = (
      priority: number,
      target: string,
      ...conditions: readonly { Field: string; Values: string[] }[]
    ) =>
      stage.elb.createRule({
        listenerArn: listener.arn,
        priority,
        conditions,
        actions: [{ Type: 'forward', TargetGroupArn: target }],
      })
    rule(10, preview.record.arn, { Field: 'path-pattern', Values: ['/api/*'] })
    rule(
      5,
      production.record.arn,
      { Field: 'path-pattern', Values: ['/api/i/*'] },
      { Field: 'host-header', Values: ['*.shop.example'] },
    )
    expect(stage.version('/api/i/1', { host: 'www.shop.example:80' })).toBe('production')
    expect(stage.version('/api/i/1', { host: 'elsewhere.example' })).toBe('preview')
    expect(stage.version('/version')).toBe('api')
  })

  test('answers 503 by itself when no target is healthy, and counts it', () => {
    const stage = createStage()
    const sick = stage.group('sick', { health: 'fail' }, false)
    stage.elb.createListener({
      loadBalancerArn: stage.balancer.arn,
      defaultActions: [forward([sick.record.arn, 1])],
    })
    expect(stage.ask('/api/catalogue').status).toBe(503)
    expect(stage.sum('HTTPCode_ELB_5XX_Count')).toBe(1)
    expect(stage.sum('RequestCount')).toBe(1)
  })

  test('counts what its targets answer by class', () => {
    const stage = createStage()
    const bad = stage.group('bad', { errorRate: 1 })
    stage.elb.createListener({
      loadBalancerArn: stage.balancer.arn,
      defaultActions: [forward([bad.record.arn, 1])],
    })
    stage.ask('/api/catalogue')
    stage.ask('/version')
    stage.ask('/nowhere')
    expect(['2XX', '4XX', '5XX'].map((family) => stage.sum(`HTTPCode_Target_${family}_Count`))).toEqual([
      1, 1, 1,
    ])
    expect(stage.sum('TargetResponseTime')).toBeCloseTo(0.06)
  })

  test('answers fixed responses and redirects', () => {
    const stage = createStage()
    const listener = stage.elb.createListener({
      loadBalancerArn: stage.balancer.arn,
      defaultActions: [{ Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', StatusCode: 'HTTP_301' } }],
    })
    stage.elb.createRule({
      listenerArn: listener.arn,
      priority: 1,
      conditions: [{ Field: 'path-pattern', Values: ['/gone'] }],
      actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '410', MessageBody: 'gone' } }],
    })
    expect(stage.ask('/gone')).toMatchObject({ status: 410, body: 'gone' })
    expect(stage.ask('/a?b=c', { host: 'shop.example' })).toMatchObject({
      status: 301,
      headers: { location: 'https://shop.example/a?b=c' },
    })
  })
})

describe('a target', () => {
  test('is initial, then healthy after as many passes as the pace asks for', () => {
    const stage = createStage()
    const { record, ip } = stage.group('slow', {}, false)
    stage.use(record)
    const state = () => stage.elb.health(record.arn, ip, 8080)?.state
    const seen = [state()]
    for (let step = 0; step < 3; step += 1) {
      stage.context.advance(1000)
      seen.push(state())
    }
    expect(seen).toEqual(['initial', 'initial', 'healthy', 'healthy'])
  })

  test('is unhealthy with the code it answered, or with a timeout when nobody listens', () => {
    const stage = createStage()
    const failing = stage.group('failing', { health: 'fail' }, false)
    const silent = stage.group('silent')
    stage.use(failing.record, silent.record)
    stage.network.detach(silent.ip, 8080)
    stage.context.advance(5000)
    expect(stage.elb.health(failing.record.arn, failing.ip, 8080)).toMatchObject({
      state: 'unhealthy',
      reason: 'Target.ResponseCodeMismatch',
      description: 'Health checks failed with these codes: [503]',
    })
    expect(stage.elb.health(silent.record.arn, silent.ip, 8080)).toMatchObject({
      state: 'unhealthy',
      reason: 'Target.Timeout',
    })
  })

  test('is not used, and not checked, until a rule names its group, if only with weight 0', () => {
    const stage = createStage()
    const { record, ip } = stage.group('candidate')
    const state = () => stage.elb.health(record.arn, ip, 8080)
    stage.context.advance(1000)
    expect(state()).toMatchObject({ state: 'unused', reason: 'Target.NotInUse' })
    stage.use(stage.group('main').record, record)
    stage.context.advance(1000)
    expect(state()?.state).toBe('initial')
    stage.context.advance(1000)
    expect(state()).toMatchObject({ state: 'healthy', reason: null })
  })

  test('drains before it is gone, without new requests', () => {
    const stage = createStage()
    const { record, ip } = stage.group('old')
    stage.elb.createListener({
      loadBalancerArn: stage.balancer.arn,
      defaultActions: [forward([record.arn, 1])],
    })
    let gone = false
    stage.elb.deregister(record.arn, ip, 8080, () => (gone = true))
    expect(stage.elb.health(record.arn, ip, 8080)).toMatchObject({
      state: 'draining',
      reason: 'Target.DeregistrationInProgress',
    })
    expect(stage.ask('/version').status).toBe(503)
    stage.context.advance(999)
    expect(gone).toBe(false)
    stage.context.advance(1)
    expect(gone).toBe(true)
    expect(stage.elb.health(record.arn, ip, 8080)).toBeNull()
  })
})

test.each([
  ['200', 200, true],
  ['200', 204, false],
  ['200,302', 302, true],
  ['200-299', 250, true],
  ['200-299', 300, false],
])('the matcher %s on %i is %s', (matcher, status, expected) => {
  expect(matchesCode(matcher, status)).toBe(expected)
})
