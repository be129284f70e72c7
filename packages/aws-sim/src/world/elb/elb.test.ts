import { describe, expect, test } from 'vitest'
import { createStage, forward } from './testing/elb-stage.ts'

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

  test('answers 503 by itself when no target can be chosen, and does not count it as a request', () => {
    const stage = createStage()
    const sick = stage.group('sick', { health: 'fail' }, false)
    stage.elb.createListener({
      loadBalancerArn: stage.balancer.arn,
      defaultActions: [forward([sick.record.arn, 1])],
    })
    expect(stage.ask('/api/catalogue').status).toBe(503)
    expect(stage.sum('HTTPCode_ELB_5XX_Count')).toBe(1)
    expect(stage.sum('HTTPCode_ELB_503_Count')).toBe(1)
    expect(stage.sum('RequestCount')).toBe(0)
  })

  test('fails open when all targets are unhealthy', () => {
    const stage = createStage()
    const sick = stage.group('sick', { health: 'fail' }, false)
    stage.elb.createListener({
      loadBalancerArn: stage.balancer.arn,
      defaultActions: [forward([sick.record.arn, 1])],
    })
    for (const target of sick.record.targets.values()) target.state = 'unhealthy'
    expect(stage.ask('/api/catalogue').status).toBe(200)
  })

  test.each([
    ['connections that it refuses', { connectionErrorRate: 1 }, 1],
    ['connections that it breaks off', { brokenAnswerRate: 1 }, 0],
  ] as const)(
    'answers 502 for a target with %s, and counts them as AWS does',
    (_name, behaviour, refused) => {
      const stage = createStage()
      const dropping = stage.group('dropping', behaviour)
      stage.elb.createListener({
        loadBalancerArn: stage.balancer.arn,
        defaultActions: [forward([dropping.record.arn, 1])],
      })
      expect(stage.ask('/api/catalogue').status).toBe(502)
      expect(stage.sum('RequestCount')).toBe(1)
      expect(stage.sum('HTTPCode_ELB_502_Count')).toBe(1)
      expect(stage.sum('HTTPCode_Target_5XX_Count')).toBe(0)
      expect(stage.sum('TargetConnectionErrorCount')).toBe(refused)
    },
  )

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
