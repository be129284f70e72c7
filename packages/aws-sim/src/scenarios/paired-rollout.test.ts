import { describe, expect, test } from 'vitest'
import { query } from '../world/metrics/query.ts'
import { buildPairedApp, type PairedAppOptions } from './build-paired-app.ts'
import { testingWorld } from './testing-world.ts'

const id = '4f7k2m9q'

async function setUp(options: PairedAppOptions) {
  const world = testingWorld()
  const environment = await buildPairedApp(world, {
    change: { next: { errorRate: 0.05, latencyMilliseconds: 300 } },
    ...options,
  })
  const { rollout } = environment
  if (!rollout) throw new Error('the environment has no rollout')
  const dimensions = (targetGroupArn: string | undefined) => {
    const LoadBalancer = world.elb.state.loadBalancers.get(environment.loadBalancerArn)?.dimension ?? ''
    const TargetGroup = world.elb.state.targetGroups.get(targetGroupArn ?? '')?.dimension ?? ''
    return { LoadBalancer, TargetGroup }
  }
  const main = dimensions(environment.targetGroupArn)
  const candidate = dimensions(rollout.candidate?.targetGroupArn)
  /** Of the last five minutes. */
  const metric = (of: typeof main, name: string, stat = 'Sum'): number => {
    const to = world.context.clock.now() + 1
    const metricId = { namespace: 'AWS/ApplicationELB', name, dimensions: of }
    const points = query(world.metrics, metricId, stat, { from: to - 300_000, to, periodSeconds: 300 })
    return [...points.values()].at(-1) ?? 0
  }
  /** Gives the candidate service the version `next`, as a release does. */
  const startCandidate = (): void => {
    const { image } = environment.version('next')
    const service = world.ecs.service(environment.cluster, rollout.candidate?.service ?? '')
    const [definition] = service?.deployments ?? []
    if (!service || !definition) throw new Error('there is no candidate service')
    const containerDefinitions = definition.revision.definition.containers.map((one) => ({ ...one, image }))
    const { arn } = world.ecs.registerTaskDefinition({ family: 'candidate', containerDefinitions })
    service.desiredCount = 2
    world.ecs.updateService(environment.cluster, service.name, arn)
    world.context.advance(30_000)
  }
  const hold = (percent: number): void => {
    const store = world.cloudfront.stores.get(rollout.cohort?.keyValueStoreArn ?? '')
    if (!store) throw new Error('there is no store')
    const value = JSON.stringify({ rollout: id, percent, prefix: 'candidate/' })
    world.cloudfront.changeStore(store, store.etag, [{ key: 'cohort', value }])
    world.context.advance(1000)
  }
  const rule = world.elb.state.rules.get(rollout.rule?.arn ?? '')
  return { world, environment, rollout, rule, main, candidate, metric, startCandidate, hold }
}

describe('an environment at rest', () => {
  test('of alb-weights has a candidate without tasks, and a rule that gives it nothing', async () => {
    const { world, environment, rollout, rule } = await setUp({ rollout: 'alb-weights' })
    expect(rollout.candidate?.service).toBe('api-candidate')
    const names = [...world.elb.state.targetGroups.values()].map(({ name }) => name)
    expect(names).toEqual(['storefront-production', 'storefront-production-candidate'])
    expect(rule?.priority).toBe(10)
    const tasks = [...(world.ecs.clusters.get(environment.cluster)?.tasks.values() ?? [])]
    expect(new Set(tasks.map(({ service }) => service.name))).toEqual(new Set(['api']))
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => world.get(`${environment.apiUrl}/version`)),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  })

  test('of cloudfront-cohort has functions and an empty store, and serves everybody the same page', async () => {
    const { world, environment, rollout } = await setUp({ rollout: 'cloudfront-cohort' })
    expect(rollout).toMatchObject({ candidate: null, rule: null })
    expect(rollout.cohort?.keyValueStore).toBe('storefront-production-cohort')
    const page = await world.get(`${environment.siteUrl}/`)
    expect([page.status, page.headers['set-cookie']]).toEqual([200, undefined])
    expect(page.text).toContain(environment.version('current').version)
  })

  test('without a rollout is as it was', async () => {
    const world = testingWorld()
    const environment = await buildPairedApp(world)
    expect(environment.rollout).toBeNull()
    expect([
      world.elb.state.rules.size,
      world.cloudfront.functions.size,
      world.cloudfront.stores.size,
    ]).toEqual([0, 0, 0])
  })
})

describe('traffic while a rollout runs', () => {
  test('is split by the weights, and the candidate shows its own errors and latency', async () => {
    const { rule, main, candidate, metric, startCandidate, environment, rollout, world } = await setUp({
      rollout: 'alb-weights',
      requestsPerSecond: 200,
    })
    startCandidate()
    const TargetGroups = [
      { TargetGroupArn: environment.targetGroupArn, Weight: 80 },
      { TargetGroupArn: rollout.candidate?.targetGroupArn, Weight: 20 },
    ]
    if (rule) rule.actions = [{ Type: 'forward', ForwardConfig: { TargetGroups } }]
    world.context.advance(600_000)
    const [mains, candidates] = [metric(main, 'RequestCount'), metric(candidate, 'RequestCount')]
    expect(candidates / (mains + candidates)).toBeCloseTo(0.2, 1)
    expect(metric(candidate, 'HTTPCode_Target_5XX_Count') / candidates).toBeCloseTo(0.05, 1)
    expect(metric(main, 'HTTPCode_Target_5XX_Count')).toBe(0)
    expect(metric(candidate, 'TargetResponseTime', 'p95')).toBeGreaterThan(0.4)
    expect(metric(main, 'TargetResponseTime', 'p95')).toBeLessThan(0.2)
    expect([
      metric(main, 'HealthyHostCount', 'Maximum'),
      metric(candidate, 'HealthyHostCount', 'Maximum'),
    ]).toEqual([2, 2])
  })

  test('follows the cohort, page by page, and stays with the main service once the rule says so', async () => {
    const { rule, main, candidate, metric, startCandidate, hold, environment, rollout, world } = await setUp({
      rollout: 'paired',
      requestsPerSecond: 200,
    })
    startCandidate()
    const HttpHeaderConfig = { HttpHeaderName: 'Cookie', Values: [`*lockstep-cohort=${id}-candidate.*`] }
    if (!rule) throw new Error('there is no rule')
    rule.conditions = [{ Field: 'http-header', HttpHeaderConfig }]
    rule.actions = [{ Type: 'forward', TargetGroupArn: rollout.candidate?.targetGroupArn ?? '' }]
    hold(25)
    world.context.advance(600_000)
    const share = () => {
      const [mains, candidates] = [metric(main, 'RequestCount'), metric(candidate, 'RequestCount')]
      return candidates / (mains + candidates)
    }
    expect(share()).toBeCloseTo(0.25, 1)
    expect(metric(candidate, 'HTTPCode_Target_5XX_Count')).toBeGreaterThan(0)
    rule.actions = [{ Type: 'forward', TargetGroupArn: environment.targetGroupArn }]
    world.context.advance(600_000)
    expect(share()).toBe(0)
  })

  test('pairs each visitor’s page with the backend of the same cohort', async () => {
    const { rule, startCandidate, hold, environment, rollout, world } = await setUp({ rollout: 'paired' })
    startCandidate()
    const next = environment.version('next')
    for (const path of ['index.html', 'version.txt'])
      world.s3.put(
        environment.bucket,
        `candidate/${path}`,
        next.site?.files.find((file) => file.path === path)?.body ?? next.version,
      )
    const HttpHeaderConfig = { HttpHeaderName: 'Cookie', Values: [`*lockstep-cohort=${id}-candidate.*`] }
    if (!rule) throw new Error('there is no rule')
    rule.conditions = [{ Field: 'http-header', HttpHeaderConfig }]
    rule.actions = [{ Type: 'forward', TargetGroupArn: rollout.candidate?.targetGroupArn ?? '' }]
    const jars: string[] = Array.from({ length: 60 }, () => '')
    const pairs = new Set<string>()
    for (const percent of [20, 80, 30, 0]) {
      hold(percent)
      for (const [visitor, cookie] of jars.entries()) {
        const page = await world.get(`${environment.siteUrl}/`, { cookie })
        const set = page.headers['set-cookie']?.split(';', 1)[0] ?? cookie
        jars[visitor] = set
        const api = await world.get(`${environment.apiUrl}/version`, { cookie: set })
        const shown = /data-build-version="([^"]+)"/.exec(page.text)?.[1] ?? ''
        pairs.add(`${shown} ${JSON.parse(api.text).version}`)
      }
    }
    const current = environment.version('current').version
    expect(pairs).toEqual(new Set([`${current} ${current}`, `${next.version} ${next.version}`]))
  })
})
