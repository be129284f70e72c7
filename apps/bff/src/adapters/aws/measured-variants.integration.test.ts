import { buildFlaggedApp } from '@lockstep/aws-sim/scenarios/build-flagged-app'
import { buildNativeApp } from '@lockstep/aws-sim/scenarios/build-native-app'
import { buildPairedApp } from '@lockstep/aws-sim/scenarios/build-paired-app'
import { afterEach, expect, it } from 'vitest'
import type { Environment } from '../../domain/environment.ts'
import { newest, startMetricRig, type MetricRig } from './testing/metric-rig.ts'
import { withRollout } from './traffic/testing/traffic-rig.ts'

let rig: Pick<MetricRig<unknown>, 'close'> | null = null
afterEach(async () => {
  await rig?.close()
  rig = null
})

const minute = 60_000
const metricsOf = (built: Awaited<ReturnType<typeof buildFlaggedApp>>): Environment['metrics'] => ({
  application: {
    namespace: built.spec.namespace,
    requests: 'Requests',
    errors: 'Errors',
    latency: 'Latency',
    variants: { dimension: 'Path', baseline: 'old', candidate: 'new' },
    endpoints: { dimension: 'Endpoint', names: ['GET /courses', 'POST /progress'] },
  },
  database: { instanceId: built.spec.databaseId },
  rum: { applicationName: built.spec.rumApplication },
})

it('measures a flag’s two paths, the endpoints, the database and the frontend in one call', async () => {
  const own = await startMetricRig((world) =>
    buildFlaggedApp(world, { requestsPerSecond: 100, dayCurve: false, percent: 25 }),
  )
  rig = own
  own.built.setPath('new', { errorRate: 0.08, latencyMilliseconds: 900 })
  own.simulator.clock.advance(5 * minute)
  const environment = { ...own.environment, metrics: metricsOf(own.built) }
  await own.read(environment)
  const { value: reading, counts } = await own.factory.measure(() => own.read(environment, 'everything'))
  expect(counts).toEqual({ 'cloudwatch:GetMetricData': 1 })
  const [old, fresh] = (['baseline', 'candidate'] as const).map((variant) => ({
    requests: newest(reading, 'requests', variant) ?? 0,
    errorRate: newest(reading, 'error-rate', variant),
    p95: newest(reading, 'latency-p95', variant),
  }))
  expect(fresh?.requests).toBeGreaterThan(1000)
  expect(old?.requests).toBeGreaterThan((fresh?.requests ?? 0) * 2)
  expect(fresh?.errorRate).toBeGreaterThan(4)
  expect(old?.errorRate).toBeLessThan(1)
  expect(fresh?.p95).toBeGreaterThan((old?.p95 ?? 0) * 2)
  expect(newest(reading, 'requests', 'all', 'GET /courses')).toBeGreaterThan(
    newest(reading, 'requests', 'all', 'POST /progress') ?? 0,
  )
  expect(newest(reading, 'database-connections')).toBeGreaterThan(14)
  expect(newest(reading, 'frontend-error-rate')).toBeGreaterThan(0)
  // All is what the load balancer says of both paths.
  expect(newest(reading, 'requests')).toBe((old?.requests ?? 0) + (fresh?.requests ?? 0))
})

it('leaves the endpoints to those who look at them', async () => {
  const own = await startMetricRig((world) => buildFlaggedApp(world, { dayCurve: false }))
  rig = own
  own.simulator.clock.advance(3 * minute)
  const environment = { ...own.environment, metrics: metricsOf(own.built) }
  const core = await own.read(environment, 'core')
  expect(newest(core, 'requests', 'all', 'GET /courses')).toBeUndefined()
  expect(newest(core, 'requests')).toBeGreaterThan(0)
  const endpoints = await own.read(environment, 'endpoints')
  expect(newest(endpoints, 'requests', 'all', 'GET /courses')).toBeGreaterThan(0)
  expect(newest(endpoints, 'requests')).toBeUndefined()
})

it('tells baseline and candidate apart by the target groups that weights move', async () => {
  const own = await startMetricRig((world) => buildPairedApp(world, { rollout: 'alb-weights' }))
  rig = own
  const { main, candidate } = { main: 'storefront-production', candidate: 'storefront-production-candidate' }
  const { elb, metrics } = own.simulator.world
  const dimension = (name: string) =>
    [...elb.state.targetGroups.values()].find((group) => group.name === name)?.dimension ?? ''
  const LoadBalancer = elb.state.loadBalancers.get(own.built.loadBalancerArn)?.dimension ?? ''
  const record = (name: string, metric: string, value: number) =>
    metrics
      .recorder(
        {
          namespace: 'AWS/ApplicationELB',
          name: metric,
          dimensions: { TargetGroup: dimension(name), LoadBalancer },
        },
        { unit: 'Count' },
      )
      .record(value, 1, own.simulator.clock.now())
  record(main, 'RequestCount', 900)
  record(candidate, 'RequestCount', 100)
  record(candidate, 'HTTPCode_Target_5XX_Count', 20)
  own.simulator.clock.advance(minute)
  const environment = withRollout(own.environment, {
    type: 'alb-weights',
    rule: { loadBalancer: 'storefront-production', port: 80, priority: 10 },
    candidate: { service: 'api-candidate', targetGroups: { main, candidate } },
  })
  const reading = await own.read(environment)
  expect((['all', 'baseline', 'candidate'] as const).map((of) => newest(reading, 'requests', of))).toEqual([
    1000, 900, 100,
  ])
  expect((['all', 'baseline', 'candidate'] as const).map((of) => newest(reading, 'error-rate', of))).toEqual([
    2, 0, 20,
  ])
})

it('says of both variants why their target groups could not be read, and measures the whole all the same', async () => {
  const own = await startMetricRig((world) => buildPairedApp(world, { requestsPerSecond: 20 }))
  rig = own
  own.simulator.clock.advance(3 * minute)
  const environment = withRollout(own.environment, {
    type: 'alb-weights',
    rule: { loadBalancer: 'storefront-production', port: 80, priority: 10 },
    candidate: { service: 'api-candidate', targetGroups: { main: 'gone', candidate: 'gone-too' } },
  })
  const reading = await own.read(environment)
  if (reading.state !== 'read') throw new Error(JSON.stringify(reading))
  expect(newest(reading, 'requests')).toBeGreaterThan(0)
  const variants = reading.value.filter(({ variant }) => variant !== 'all')
  expect(variants).toHaveLength(12)
  for (const { points, unreadable } of variants)
    expect([points, unreadable]).toEqual([[], expect.any(String)])
})

it('takes the group of the revision that ECS shifts traffic to for the candidate’s', async () => {
  const own = await startMetricRig((world) =>
    buildNativeApp(world, {
      requestsPerSecond: 100,
      deploymentConfiguration: {
        strategy: 'CANARY',
        canaryConfiguration: { canaryPercent: 20, canaryBakeTimeInMinutes: 30 },
      },
    }),
  )
  rig = own
  const { ecs } = own.simulator.world
  const { built } = own
  const environment = withRollout(own.environment, {
    type: 'ecs-native',
    strategy: 'CANARY',
    stepPercent: 20,
    pauseTimeoutSeconds: 3600,
  })
  own.simulator.clock.advance(2 * minute)
  const before = await own.read(environment)
  expect(newest(before, 'requests', 'candidate')).toBeUndefined()
  ecs.registerTaskDefinition({
    family: 'storefront-production-api',
    containerDefinitions: [
      { name: built.container, image: built.version('next').image, portMappings: [{ containerPort: 8080 }] },
    ],
  })
  ecs.updateService(built.cluster, built.service, 'storefront-production-api')
  own.simulator.clock.advance(5 * minute)
  const reading = await own.read(environment)
  const [old, fresh] = [newest(reading, 'requests', 'baseline'), newest(reading, 'requests', 'candidate')]
  expect((fresh ?? 0) / ((fresh ?? 0) + (old ?? 0))).toBeCloseTo(0.2, 1)
  expect(newest(reading, 'requests')).toBe((old ?? 0) + (fresh ?? 0))
})
