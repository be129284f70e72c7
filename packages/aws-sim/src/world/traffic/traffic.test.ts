import { describe, expect, test } from 'vitest'
import { createStage, type Stage } from '../ecs/test-kit.ts'
import { query } from '../metrics/query.ts'
import { createRandom } from '../random.ts'
import { binomial, dailyCurve, split } from './distribution.ts'

const total = (stage: Stage, name: string, stat = 'Sum', hours = 3): number[] => {
  const balancer = stage.compute.elb.state.loadBalancers.get(stage.loadBalancerArn)
  const to = stage.context.clock.now() + 1
  const id = {
    namespace: 'AWS/ApplicationELB',
    name,
    dimensions: { LoadBalancer: balancer?.dimension ?? '' },
  }
  return [
    ...query(stage.compute.metrics, id, stat, {
      from: to - hours * 3_600_000,
      to,
      periodSeconds: 60,
    }).values(),
  ]
}
const add = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

describe('traffic', () => {
  test('backfills three hours, minute by minute, in well under a second', () => {
    const stage = createStage()
    stage.steady({ desiredCount: 4 })
    stage.compute.traffic.addLoad({ loadBalancerArn: stage.loadBalancerArn, requestsPerSecond: 200 })
    const before = performance.now()
    stage.compute.traffic.backfill(3)
    expect(performance.now() - before).toBeLessThan(1000)
    const requests = total(stage, 'RequestCount')
    expect(requests).toHaveLength(180)
    const mean = add(requests) / requests.length / 60
    expect(mean).toBeGreaterThan(200 * 0.6)
    expect(mean).toBeLessThan(200 * 1.4)
  })

  test('shows the latency and the error rate of the image that serves', () => {
    const stage = createStage()
    stage.registry.put('slow', { errorRate: 0.02, latencyMilliseconds: 300 })
    stage.steady({ taskDefinition: stage.define('slow') })
    stage.compute.traffic.addLoad({ loadBalancerArn: stage.loadBalancerArn, requestsPerSecond: 100 })
    stage.compute.traffic.backfill(1)
    const rate = add(total(stage, 'HTTPCode_Target_5XX_Count')) / add(total(stage, 'RequestCount'))
    expect(rate).toBeGreaterThan(0.018)
    expect(rate).toBeLessThan(0.022)
    const [p50 = 0] = total(stage, 'TargetResponseTime', 'p50')
    const [p95 = 0] = total(stage, 'TargetResponseTime', 'p95')
    expect(p50).toBeCloseTo(0.3, 1)
    expect(p95).toBeGreaterThan(p50 * 1.7)
    expect(p95).toBeLessThan(p50 * 2.6)
  })

  test('follows a change of what serves from one tick to the next', () => {
    const stage = createStage()
    stage.steady()
    stage.compute.traffic.addLoad({ loadBalancerArn: stage.loadBalancerArn, requestsPerSecond: 100 })
    stage.context.advance(60_000)
    expect(total(stage, 'HTTPCode_Target_5XX_Count')).toEqual([])
    stage.registry.put('broken', { errorRate: 0.5 })
    stage.compute.ecs.updateService('demo', 'shop', stage.define('broken'))
    stage.context.advance(120_000)
    const errors = total(stage, 'HTTPCode_Target_5XX_Count').at(-1) ?? 0
    const requests = total(stage, 'RequestCount').at(-1) ?? 0
    expect(errors / requests).toBeGreaterThan(0.45)
  })

  test('is split over target groups by their weights, and measured for each', () => {
    const stage = createStage()
    stage.steady()
    const { elb, ecs, metrics, traffic } = stage.compute
    const green = elb.createTargetGroup({ name: 'green' })
    stage.registry.put('v2')
    ecs.createSteadyService({
      cluster: 'demo',
      name: 'green',
      taskDefinition: stage.define('v2'),
      desiredCount: 1,
      loadBalancers: [{ targetGroupArn: green.arn, containerName: 'api', containerPort: 8080 }],
    })
    const [listener] = elb.state.listeners.values()
    if (listener === undefined) throw new Error('no listener')
    const TargetGroups = [
      { TargetGroupArn: stage.targetGroupArn, Weight: 75 },
      { TargetGroupArn: green.arn, Weight: 25 },
    ]
    listener.defaultActions = [{ Type: 'forward', ForwardConfig: { TargetGroups } }]
    traffic.addLoad({ loadBalancerArn: stage.loadBalancerArn, requestsPerSecond: 100 })
    traffic.backfill(1)
    const balancer = elb.state.loadBalancers.get(stage.loadBalancerArn)
    const dimensions = { LoadBalancer: balancer?.dimension ?? '', TargetGroup: green.dimension }
    const to = stage.context.clock.now()
    const window = { from: to - 3_600_000, to, periodSeconds: 60 }
    const id = { namespace: 'AWS/ApplicationELB', name: 'RequestCount', dimensions }
    const share = add([...query(metrics, id, 'Sum', window).values()]) / add(total(stage, 'RequestCount'))
    expect(share).toBeGreaterThan(0.24)
    expect(share).toBeLessThan(0.26)
  })

  test('becomes 503 of the load balancer itself when nothing is healthy', () => {
    const stage = createStage()
    stage.compute.traffic.addLoad({ loadBalancerArn: stage.loadBalancerArn, requestsPerSecond: 10 })
    stage.context.advance(60_000)
    expect(add(total(stage, 'HTTPCode_ELB_503_Count'))).toBeGreaterThan(100)
    expect(total(stage, 'RequestCount')).toEqual([])
  })

  test('a target group without targets is not reported, one whose targets are unhealthy is reported as 0', () => {
    const stage = createStage()
    const hosts = (): number[] => {
      const group = stage.compute.elb.state.targetGroups.get(stage.targetGroupArn)
      const balancer = stage.compute.elb.state.loadBalancers.get(stage.loadBalancerArn)
      const dimensions = { LoadBalancer: balancer?.dimension ?? '', TargetGroup: group?.dimension ?? '' }
      const to = stage.context.clock.now()
      const id = { namespace: 'AWS/ApplicationELB', name: 'HealthyHostCount', dimensions }
      const window = { from: to - 3_600_000, to, periodSeconds: 60 }
      return [...query(stage.compute.metrics, id, 'Minimum', window).values()]
    }
    stage.context.advance(120_000)
    expect(hosts()).toEqual([])
    stage.steady()
    for (const target of stage.compute.elb.state.targetGroups.get(stage.targetGroupArn)?.targets.values() ??
      [])
      target.state = 'unhealthy'
    stage.compute.behaviours.add({}, { health: 'fail' })
    stage.context.advance(60_000)
    expect(hosts().at(-1)).toBe(0)
  })

  test('writes start-up and access lines to the group of the task definition', () => {
    const stage = createStage()
    stage.steady()
    stage.compute.traffic.addLoad({ loadBalancerArn: stage.loadBalancerArn, requestsPerSecond: 20 })
    stage.context.advance(5000)
    const streams = [...(stage.compute.logs.groups.get('/ecs/shop')?.streams.values() ?? [])]
    expect(streams).toHaveLength(2)
    expect(streams[0]?.name).toMatch(/^api\/api\/[0-9a-f]{32}$/)
    expect(streams[0]?.lines[0]?.message).toContain('"msg":"starting"')
    expect(streams[0]?.lines.at(-1)?.message).toContain('GET /api/catalogue')
  })

  test('repeats with the same seed', () => {
    const play = (): number[] => {
      const stage = createStage()
      stage.steady()
      stage.compute.traffic.addLoad({ loadBalancerArn: stage.loadBalancerArn, requestsPerSecond: 50 })
      stage.compute.traffic.backfill(1)
      return total(stage, 'RequestCount')
    }
    expect(play()).toEqual(play())
  })
})

describe('the distributions', () => {
  test('split gives away exactly what there is', () => {
    const random = createRandom(5)
    for (const amount of [0, 1, 7, 1000]) expect(add(split(random, amount, [3, 0, 1]))).toBe(amount)
    expect(split(random, 500, [1, 0])[1]).toBe(0)
  })

  test.each([
    [10_000, 0.001],
    [10_000, 0.3],
    [20, 0.5],
  ])('binomial of %i trials at %d has the right mean', (trials, probability) => {
    const random = createRandom(9)
    const mean = add(Array.from({ length: 2000 }, () => binomial(random, trials, probability))) / 2000
    expect(Math.abs(mean - trials * probability)).toBeLessThan(0.05 * trials * probability)
  })

  test('the daily curve has a mean of one', () => {
    const hours = Array.from({ length: 24 }, (_, hour) => dailyCurve(hour * 3_600_000))
    expect(add(hours) / 24).toBeCloseTo(1, 5)
  })
})
