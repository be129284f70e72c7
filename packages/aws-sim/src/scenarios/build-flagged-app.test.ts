import { expect, test } from 'vitest'
import { query } from '../world/metrics/query.ts'
import { buildFlaggedApp, type FlaggedAppOptions, type FlaggedEnvironment } from './build-flagged-app.ts'
import { testingWorld, type TestingWorld } from './testing-world.ts'

const MINUTE = 60_000
const bearer = (userId: string) => ({ authorization: `Bearer ${userId}` })

async function setUp(options: FlaggedAppOptions = {}) {
  const world = testingWorld()
  const app = await buildFlaggedApp(world, { dayCurve: false, ...options })
  return { world, app }
}

/** One number over the last `minutes`; null when nothing was recorded. */
function measured(
  world: TestingWorld,
  [namespace, name, dimensions]: readonly [string, string, Readonly<Record<string, string>>],
  stat: string,
  minutes = 1,
): number | null {
  const to = world.context.clock.now()
  const window = { from: to - minutes * MINUTE, to, periodSeconds: 60 }
  const values = [...query(world.metrics, { namespace, name, dimensions }, stat, window).values()]
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}
const api = (name: string, dimensions: Readonly<Record<string, string>> = {}) =>
  ['Lessons/Api', name, dimensions] as const

/** Deploys the flag at that percentage, as whoever holds it would. */
function deployFlag(world: TestingWorld, { flag }: FlaggedEnvironment, value: unknown): void {
  const { application, environment, profile, strategy, key } = flag
  const content = { version: '1', flags: { [key]: {} }, values: { [key]: value } }
  const { number } = world.appconfig.createVersion(application, profile, {
    content: Buffer.from(JSON.stringify(content)),
    contentType: 'application/json',
  })
  world.appconfig.startDeployment({ application, environment, profile, strategy, version: String(number) })
}
const split = (percent: number) => ({
  _variants: [
    { name: 'on', enabled: true, rule: `(split by::$userId pct::${percent})` },
    { name: 'off', enabled: false },
  ],
})

test('the flag starts at off: all requests are on the old path, and the new one has no data at all', async () => {
  const { world, app } = await setUp()
  world.context.advance(MINUTE)
  expect(app.flag.share()).toBe(0)
  expect(measured(world, api('Requests', { Path: 'old' }), 'Sum')).toBe(
    measured(world, api('Requests'), 'Sum'),
  )
  expect(measured(world, api('Requests', { Path: 'new' }), 'Sum')).toBeNull()
})

test('the percentage that is deployed splits the traffic from the next tick on', async () => {
  const { world, app } = await setUp({ requestsPerSecond: 100 })
  for (const percent of [10, 50, 25]) {
    deployFlag(world, app, split(percent))
    world.context.advance(MINUTE)
    const share =
      (measured(world, api('Requests', { Path: 'new' }), 'Sum') ?? 0) /
      (measured(world, api('Requests'), 'Sum') ?? 1)
    expect(Math.abs(share * 100 - percent)).toBeLessThan(2.5)
  }
  deployFlag(world, app, { enabled: true })
  world.context.advance(MINUTE)
  expect(measured(world, api('Requests', { Path: 'old' }), 'Sum')).toBeNull()
  deployFlag(world, app, { enabled: false })
  world.context.advance(MINUTE)
  expect(measured(world, api('Requests', { Path: 'new' }), 'Sum')).toBeNull()
})

test('each path has its own errors and latency, in the whole and at every endpoint', async () => {
  const { world, app } = await setUp({ requestsPerSecond: 200, percent: 50 })
  app.setPath('new', { errorRate: 0.06, latencyMilliseconds: 1500 })
  world.context.advance(5 * MINUTE)
  const rate = (dimensions: Readonly<Record<string, string>>) =>
    measured(world, api('Errors', dimensions), 'Average', 5)
  const p95 = (dimensions: Readonly<Record<string, string>>) =>
    measured(world, api('Latency', dimensions), 'p95', 5)
  for (const Endpoint of app.spec.endpoints.map(({ name }) => name)) {
    expect(rate({ Path: 'new', Endpoint })).toBeCloseTo(0.06, 1)
    expect(rate({ Path: 'old', Endpoint })).toBeLessThan(0.01)
    expect(p95({ Path: 'new', Endpoint })).toBeGreaterThan(2000)
    expect(p95({ Path: 'old', Endpoint })).toBeLessThan(700)
    expect(p95({ Endpoint })).toBeGreaterThan(1500)
  }
  expect(rate({})).toBeCloseTo(0.03, 2)
  app.setPath('new', {})
  world.context.advance(MINUTE)
  expect(measured(world, api('Errors', { Path: 'new' }), 'Average')).toBeLessThan(0.005)
})

test('a path that is down fails every request, and the other goes on', async () => {
  const { world, app } = await setUp({ percent: 50 })
  app.setPath('new', { health: 'fail' })
  world.context.advance(MINUTE)
  expect(measured(world, api('Errors', { Path: 'new' }), 'Average')).toBe(1)
  expect(measured(world, api('Errors', { Path: 'old' }), 'Average')).toBeLessThan(0.01)
  expect((await world.get(`${app.apiUrl}/api/v2/courses`, bearer('u1'))).status).toBe(500)
  expect((await world.get(`${app.apiUrl}/api/courses`, bearer('u1'))).status).toBe(200)
  expect((await world.get(`${app.apiUrl}/health`)).status).toBe(200)
})

test('R3: both paths are below its thresholds while nothing is wrong, and the new one is the better', async () => {
  const { world } = await setUp({ requestsPerSecond: 200, percent: 50 })
  world.context.advance(20 * MINUTE)
  const both = (name: string, stat: string) =>
    ['old', 'new'].map((Path) => measured(world, api(name, { Path }), stat, 20) ?? Number.NaN)
  const [oldRate = 1, newRate = 1] = both('Errors', 'Average')
  const [oldP95 = 0, newP95 = 0] = both('Latency', 'p95')
  expect(oldRate).toBeLessThan(0.001)
  expect(newRate).toBeLessThan(0.0005)
  expect(oldP95).toBeLessThan(500)
  expect(newP95).toBeLessThan(oldP95)
})

test('the load balancer measures the same requests, errors and latency', async () => {
  const { world, app } = await setUp({ percent: 100 })
  app.setPath('new', { errorRate: 0.5 })
  world.context.advance(MINUTE)
  const LoadBalancer = world.elb.state.loadBalancers.get(app.loadBalancerArn)?.dimension ?? ''
  const balancer = (name: string) => ['AWS/ApplicationELB', name, { LoadBalancer }] as const
  expect(measured(world, balancer('RequestCount'), 'Sum')).toBe(measured(world, api('Requests'), 'Sum'))
  expect(measured(world, balancer('HTTPCode_Target_5XX_Count'), 'Sum')).toBe(
    measured(world, api('Errors'), 'Sum'),
  )
  expect(measured(world, balancer('TargetResponseTime'), 'p50')).toBeCloseTo(0.11, 1)
})

test('when no task is healthy the load balancer refuses, and the API says nothing of itself', async () => {
  const { world, app } = await setUp()
  world.behaviours.add({ service: `${app.cluster}/${app.service}` }, { health: 'fail' })
  world.context.advance(2 * MINUTE)
  const LoadBalancer = world.elb.state.loadBalancers.get(app.loadBalancerArn)?.dimension ?? ''
  expect(
    measured(world, ['AWS/ApplicationELB', 'HTTPCode_ELB_5XX_Count', { LoadBalancer }], 'Sum'),
  ).toBeGreaterThan(500)
  expect(measured(world, api('Requests'), 'Sum')).toBeNull()
  expect((await world.get(`${app.apiUrl}/api/courses`)).status).toBe(503)
})

test('a slow path holds connections of the database, and a failing one breaks pages', async () => {
  const { world, app } = await setUp({ percent: 50 })
  world.context.advance(3 * MINUTE)
  const database = ['AWS/RDS', 'DatabaseConnections', { DBInstanceIdentifier: 'lessons-production' }] as const
  const broken = ['AWS/RUM', 'JsErrorCount', { application_name: 'lessons-production' }] as const
  const before = {
    connections: measured(world, database, 'Average') ?? 0,
    broken: measured(world, broken, 'Sum') ?? 0,
  }
  app.setPath('new', { latencyMilliseconds: 3000, errorRate: 0.2 })
  world.context.advance(MINUTE)
  expect(before.connections).toBeGreaterThan(14)
  expect(measured(world, database, 'Average')).toBeGreaterThan(before.connections * 2)
  expect(measured(world, broken, 'Sum')).toBeGreaterThan(before.broken + 20)
  expect(
    measured(world, ['AWS/RUM', 'PageViewCount', { application_name: 'lessons-production' }], 'Sum'),
  ).toBeGreaterThan(100)
})

test('the API answers what a rollout asks before and after', async () => {
  const { world, app } = await setUp({ percent: 50 })
  const get = (path: string, headers = {}) => world.get(app.apiUrl + path, headers)
  expect((await get('/health')).status).toBe(200)
  expect(JSON.parse((await get('/version')).text).version).toBe(app.version('current').version)
  expect((await get('/api/courses')).status).toBe(401)
  expect((await get('/api/v2/courses')).status).toBe(401)
  expect(JSON.parse((await get('/api/courses/c1', bearer('u1'))).text).path).toBe('old')
  expect(JSON.parse((await get('/api/v2/courses', bearer('u1'))).text).path).toBe('new')
  const { paths } = JSON.parse((await get('/openapi.json')).text)
  expect(Object.keys(paths)).toContain('/api/v2/courses/{id}')
  expect(paths['/api/v2/progress']).toHaveProperty('post')
  expect((await get('/api/migrations/status')).text).toContain('"applied":true')
  app.setMigrationApplied(false)
  expect((await get('/api/migrations/status')).text).toContain('"applied":false')
})

test('a user is told the flag as it is deployed, the same every time', async () => {
  const { world, app } = await setUp({ percent: 50 })
  const ask = async (userId: string) =>
    JSON.parse((await world.get(`${app.apiUrl}/api/flags`, bearer(userId))).text)['new-data-path']
  const users = Array.from({ length: 40 }, (_, index) => `u${index}`)
  const first = await Promise.all(users.map(ask))
  expect(new Set(first)).toEqual(new Set([true, false]))
  expect(await Promise.all(users.map(ask))).toEqual(first)
  expect(users.map((userId) => app.flag.isEnabledFor(userId))).toEqual(first)
})

test('a past can be played: a day of minutes, each with its data', async () => {
  const { world } = await setUp({ trafficHours: 24 })
  const to = world.context.clock.now()
  const id = { namespace: 'Lessons/Api', name: 'Requests', dimensions: { Path: 'old' } }
  expect(query(world.metrics, id, 'Sum', { from: to - 86_400_000, to, periodSeconds: 60 }).size).toBe(1440)
})
