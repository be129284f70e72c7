import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { systemClock } from '../../domain/clock.ts'
import type { Environment } from '../../domain/environment.ts'
import { createCloudWatchMetricReader } from './cloudwatch-metric-reader.ts'
import { createAwsClientFactory, type AwsClientFactory } from './clients.ts'
import { createEcsServiceReader } from './ecs-service-reader.ts'
import { createLoadBalancerDimensions } from './load-balancer-dimensions.ts'
import { configured, startPaired, type PairedSimulator } from './testing/paired-environment.ts'

let simulator: PairedSimulator
let environment: Environment
let factory: AwsClientFactory
beforeAll(async () => {
  simulator = await startPaired({ requestsPerSecond: 20 })
  simulator.world.traffic.backfill(1)
  environment = configured(simulator)
})
beforeEach(() => {
  factory = createAwsClientFactory({ maxAttempts: 1 })
})
afterEach(() => {
  simulator.faults.clear()
  factory.close()
})
afterAll(() => simulator.close())

const reader = () => {
  const services = createEcsServiceReader(factory, systemClock)
  const dimensions = createLoadBalancerDimensions(factory, services.read)
  return createCloudWatchMetricReader(factory, systemClock, dimensions)
}
const lastHours = (hours: number) => {
  const to = Math.floor(simulator.clock.now() / 60_000) * 60_000
  return { from: new Date(to - hours * 3_600_000), to: new Date(to), periodSeconds: 60 }
}

it('reads every metric of many environments in one call', async () => {
  const read = reader()
  const many = Array.from({ length: 40 }, (_, index) => ({ ...environment, environmentId: `copy-${index}` }))
  const { value: readings } = await factory.measure(() => read(many, lastHours(3)))
  expect(readings).toHaveLength(40)
  const [first] = readings
  if (first?.state !== 'read') throw new Error(JSON.stringify(first))
  expect(first.value.map(({ metric, points }) => `${metric} ${points.length}`)).toEqual([
    'error-rate 180',
    'latency-p50 180',
    'latency-p95 180',
    'latency-p99 180',
    'requests 180',
    'healthy-hosts 180',
  ])
  const measured = first.value.map(({ points }) => points.filter(({ value }) => value !== null).length)
  expect(Math.min(...measured)).toBeGreaterThan(30)
  // The world has traffic for an hour only: before that there is a gap, not a zero.
  expect(first.value.map(({ points }) => points[0]?.value)).toEqual(Array(6).fill(null))
  const requests = first.value.find(({ metric }) => metric === 'requests')?.points.at(-2)?.value ?? 0
  expect(requests).toBeGreaterThan(600)
  const { counts } = await factory.measure(() => read(many, lastHours(3)))
  expect(counts).toEqual({ 'cloudwatch:GetMetricData': 1 })
})

it('says for each environment why it could not be measured', async () => {
  simulator.faults.add({ service: 'cloudwatch', operation: 'GetMetricData', kind: 'accessDenied' })
  const gone = { ...environment, backend: { ...environment.backend, service: 'gone' } }
  expect(await reader()([environment, gone], lastHours(1))).toMatchObject([
    { state: 'unreadable', problem: { code: 'aws-access-denied' } },
    { state: 'absent' },
  ])
})
