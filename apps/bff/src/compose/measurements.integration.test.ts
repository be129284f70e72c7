import { startSimulator } from '@lockstep/aws-sim'
import { buildFlaggedApp } from '@lockstep/aws-sim/scenarios/build-flagged-app'
import { Measurements, type Threshold } from '@lockstep/shared-types/measurement'
import { Policy, Replay } from '@lockstep/shared-types/policy'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createEcsServiceReader } from '../adapters/aws/ecs-service-reader.ts'
import { configuredFrom, useSimulator } from '../adapters/aws/testing/paired-environment.ts'
import { openTemporaryStore } from '../adapters/store/testing/temporary-store.ts'
import { createApp } from '../app.ts'
import { candidateShare } from '../domain/decision/candidate-share.ts'
import type { Environment } from '../domain/environment.ts'
import { appDeps } from '../http/testing/app-deps.ts'
import { createFoundation } from './foundation.ts'
import { composeMeasurements } from './measurements.ts'
import { composePolicy } from './policy.ts'

const minute = 60_000
const limit = (value: number): Threshold => ({
  metric: 'error-rate',
  level: 'critical',
  comparison: 'above',
  limit: value,
})

async function start() {
  const simulator = await startSimulator({
    seed: 11,
    clock: { manual: true },
    scenario: (world) => buildFlaggedApp(world, { requestsPerSecond: 100, dayCurve: false, percent: 25 }),
  })
  useSimulator(simulator)
  const built = simulator.scenario
  if (built === undefined) throw new Error('the simulator has no scenario')
  const environment: Environment = {
    ...configuredFrom(built),
    thresholds: [limit(5)],
    metrics: {
      application: {
        namespace: built.spec.namespace,
        requests: 'Requests',
        errors: 'Errors',
        latency: 'Latency',
        variants: { dimension: 'Path', baseline: 'old', candidate: 'new' },
        endpoints: { dimension: 'Endpoint', names: ['GET /courses'] },
      },
      database: { instanceId: built.spec.databaseId },
      rum: { applicationName: built.spec.rumApplication },
    },
  }
  const store = await openTemporaryStore()
  const foundation = {
    ...createFoundation({
      environments: [environment],
      store,
      log: pino({ level: 'silent' }),
      version: 'test',
    }),
    clock: { now: () => new Date(simulator.clock.now()) },
    // The loop reads once, and never again by itself.
    timers: { after: () => () => undefined },
  }
  const policy = composePolicy(foundation)
  const measurements = composeMeasurements(foundation, {
    readService: createEcsServiceReader(foundation.aws, foundation.clock).read,
    readMarkers: async () => [],
    thresholdsInForce: policy.thresholdsInForce,
  })
  const app = createApp(appDeps({ ...measurements.verbs, ...policy.verbs(measurements) }))
  const url = `http://127.0.0.1:4600/api/v1/applications/${environment.applicationId}/environments/${environment.environmentId}`
  const send = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await app.request(`${url}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: {
        host: '127.0.0.1:4600',
        'content-type': 'application/json',
        'idempotency-key': `key-${Math.random()}`,
      },
    })
    expect([path, response.status]).toEqual([path, 200])
    return await response.json()
  }
  return { simulator, built, environment, foundation, measurements, send, store }
}

let rig: Awaited<ReturnType<typeof start>>
beforeAll(async () => {
  rig = await start()
})
afterAll(async () => {
  await rig.measurements.monitor.stop()
  await rig.foundation.live.close()
  rig.foundation.aws.close()
  await rig.store.close()
  await rig.simulator.close()
})

const metricReads = (): number =>
  rig.simulator.requests.list().filter(({ operation }) => operation === 'GetMetricData').length
const look = async (hours: number) =>
  Measurements.parse(await rig.send('GET', `/measurements?hours=${hours}`))

it('lets any number of viewers look for at most one read of a window in a minute', async () => {
  rig.simulator.clock.advance(20 * minute)
  rig.measurements.monitor.start()
  await rig.measurements.readVariants(rig.environment, { windowSeconds: 300 })
  expect(metricReads()).toBe(1)
  const [first] = await Promise.all([look(1), look(2), look(3), look(3)])
  // The endpoints are read when somebody looks.
  expect(metricReads()).toBe(2)
  await Promise.all([look(24), look(24), look(24)])
  expect(metricReads()).toBe(3)
  expect(first?.series.map(({ metric }) => metric)).toEqual([
    'error-rate',
    'latency-p50',
    'latency-p95',
    'latency-p99',
    'requests',
    'healthy-hosts',
    'database-connections',
    'frontend-error-rate',
  ])
  const told = new Set(first?.variants.map(({ variant, endpoint }) => `${variant} ${endpoint ?? ''}`.trim()))
  expect([...told]).toEqual(['baseline', 'candidate', 'all GET /courses'])
})

it('tells rollouts what share the candidate has, without asking AWS', async () => {
  const before = metricReads()
  const { baseline, candidate, all, unreadable } = await rig.measurements.readVariants(rig.environment, {
    windowSeconds: 600,
  })
  expect(unreadable).toBeNull()
  expect(all?.requests).toBeGreaterThan(50_000)
  expect(candidate?.periods).toHaveLength(10)
  expect(Math.abs((candidateShare(baseline, candidate)?.percent ?? 0) - 25)).toBeLessThan(2)
  expect(metricReads()).toBe(before)
})

it('draws the limits that are in force, from the moment they are', async () => {
  const drawn = async () => (await look(1)).series.find(({ metric }) => metric === 'error-rate')?.thresholds
  expect(await drawn()).toEqual([limit(5)])
  const policy = Policy.parse(
    await rig.send('PUT', '/policy/thresholds', {
      baseVersion: 0,
      reason: 'Users complain earlier.',
      thresholds: [limit(2)],
    }),
  )
  expect(policy.thresholds.version).toBe(1)
  expect(await drawn()).toEqual([limit(2)])
})

it('replays the past of the simulated world: tight limits would have paused where those in force only watched', async () => {
  rig.built.setPath('new', { errorRate: 0.012 })
  rig.simulator.clock.advance(30 * minute)
  rig.built.setPath('new', {})
  rig.simulator.clock.advance(60 * minute)
  const before = metricReads()
  const outcome = Replay.parse(
    await rig.send('POST', '/policy/replay', { hours: 2, thresholds: [limit(0.2)] }),
  )
  expect(metricReads() - before).toBeLessThanOrEqual(1)
  const limits = ({ changes }: typeof outcome.proposed) => changes.filter(({ severity }) => severity !== null)
  const minutesOf = (of: typeof outcome.proposed, wanted: string) =>
    limits(of)
      .filter(({ decision }) => decision === wanted)
      .reduce((sum, { at, until }) => sum + (Date.parse(until) - Date.parse(at)) / minute, 0)
  // One minute's rate may lie far from what it swings around.
  expect(minutesOf(outcome.proposed, 'pause')).toBeGreaterThan(minutesOf(outcome.inForce, 'pause') + 5)
  expect(minutesOf(outcome.inForce, 'monitor')).toBeGreaterThan(5)
  expect(outcome.proposed.coverage).toBeGreaterThan(0.8)
})
