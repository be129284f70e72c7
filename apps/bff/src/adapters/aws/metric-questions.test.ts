import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { systemClock } from '../../domain/clock.ts'
import { environment } from '../../domain/drift/testing/drift-fixture.ts'
import type { Environment } from '../../domain/environment.ts'
import { createAwsClientFactory, type AwsClientFactory } from './clients.ts'
import { createCloudWatchMetricReader } from './cloudwatch-metric-reader.ts'
import type { LoadBalancerTargets } from './load-balancer-dimensions.ts'

type Query = {
  readonly Id: string
  readonly MetricStat: { readonly Metric: { readonly MetricName: string } }
}
type Request = { readonly MetricDataQueries: readonly Query[]; readonly NextToken?: string }

let server: Server
let factory: AwsClientFactory
let calls: Request[]
let reply: (request: Request) => unknown

const from = new Date('2026-11-20T13:00:00Z')
const window = { from, to: new Date('2026-11-20T13:02:00Z'), periodSeconds: 60 }
const seconds = from.getTime() / 1000

beforeEach(async () => {
  calls = []
  server = createServer((incoming, response) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const request = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Request
      calls.push(request)
      response.setHeader('content-type', 'application/x-amz-json-1.0')
      response.end(JSON.stringify(reply(request)))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${address.port}`)
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
  factory = createAwsClientFactory({ maxAttempts: 1 })
})
afterEach(() => {
  factory.close()
  server.closeAllConnections()
  server.close()
  vi.unstubAllEnvs()
})

const at = { source: 'test', readAt: '2026-11-20T13:02:00.000Z' }
const dimensions = (name: string) => ({
  targetGroup: `targetgroup/${name}/1`,
  loadBalancer: 'app/shop/1',
  arn: name,
})
const targets = (name: string): LoadBalancerTargets => ({
  all: [dimensions(name), dimensions(`${name}-candidate`)],
  hosts: { groups: [dimensions(name)], join: 'lowest' },
  balancers: { own: ['app/shop/1'], shared: [] },
  variants: {
    state: 'read',
    value: { baseline: dimensions(name), candidate: dimensions(`${name}-candidate`) },
    ...at,
  },
})
const reader = () =>
  createCloudWatchMetricReader(factory, systemClock, async ({ environmentId }) => ({
    state: 'read',
    value: targets(environmentId),
    ...at,
  }))
const everything = (environmentId: string): Environment => ({
  ...environment,
  environmentId,
  metrics: {
    application: null,
    database: { instanceId: environmentId },
    rum: { applicationName: environmentId },
  },
})
const result = ({ Id }: Query, values: readonly number[], StatusCode = 'Complete') => ({
  Id,
  StatusCode,
  Timestamps: values.map((_, index) => seconds + index * 60),
  Values: values,
})

it('reads 200 environments with variants, database and frontend in a handful of calls', async () => {
  reply = ({ MetricDataQueries }) => ({
    MetricDataResults: MetricDataQueries.map((one) => result(one, [1, 2])),
  })
  const many = Array.from({ length: 200 }, (_, index) => everything(`e${index}`))
  const readings = await reader()(many, window)
  expect(readings.filter(({ state }) => state === 'read')).toHaveLength(200)
  // 14 of the two target groups, one of the database, two of the frontend; three of the balancer, once for all.
  expect(calls.map(({ MetricDataQueries }) => MetricDataQueries.length)).toEqual([...Array(6).fill(500), 403])
})

it('follows the pages of an answer', async () => {
  reply = ({ MetricDataQueries, NextToken }) => ({
    MetricDataResults: MetricDataQueries.map((one) =>
      NextToken === undefined
        ? { ...result(one, [10]), StatusCode: 'PartialData' }
        : { ...result(one, [0, 20]), Timestamps: [seconds + 60], Values: [20] },
    ),
    ...(NextToken === undefined ? { NextToken: 'more' } : {}),
  })
  const [reading] = await reader()([everything('production')], window)
  if (reading?.state !== 'read') throw new Error(JSON.stringify(reading))
  const connections = reading.value.find(({ metric }) => metric === 'database-connections')
  expect(connections?.points.map(({ value }) => value)).toEqual([10, 20])
  expect(calls).toHaveLength(2)
})

it('loses to a query that fails only the series that are made of it', async () => {
  reply = ({ MetricDataQueries }) => ({
    MetricDataResults: MetricDataQueries.map((one) =>
      one.MetricStat.Metric.MetricName === 'PageViewCount'
        ? result(one, [], 'Forbidden')
        : result(one, [5, 5]),
    ),
  })
  const [reading] = await reader()([everything('production')], window)
  if (reading?.state !== 'read') throw new Error(JSON.stringify(reading))
  const failed = reading.value.filter(({ unreadable }) => unreadable !== null)
  expect(failed).toMatchObject([{ metric: 'frontend-error-rate', points: [] }])
  expect(reading.value.find(({ metric }) => metric === 'database-connections')?.points).toHaveLength(2)
})

it('cannot read an environment of which every query fails', async () => {
  reply = ({ MetricDataQueries }) => ({
    MetricDataResults: MetricDataQueries.map((one) => result(one, [], 'Forbidden')),
  })
  expect(await reader()([everything('production')], window)).toMatchObject([
    { state: 'unreadable', problem: { code: 'aws-access-denied' } },
  ])
})

it('does not take an answer of another shape for one without values', async () => {
  reply = () => ({ MetricDataResults: [{ Values: 'none' }] })
  expect(await reader()([everything('production')], window)).toMatchObject([
    { state: 'unreadable', problem: { code: 'aws-invalid-response' } },
  ])
})

it('measures by the application’s own metrics where there is no load balancer', async () => {
  reply = ({ MetricDataQueries }) => ({
    MetricDataResults: MetricDataQueries.map((one) => result(one, [50])),
  })
  const application = {
    namespace: 'Shop',
    requests: 'Requests',
    errors: 'Errors',
    latency: 'Latency',
    variants: null,
    endpoints: null,
  }
  const read = createCloudWatchMetricReader(factory, systemClock, async () => ({ state: 'absent', ...at }))
  const own = { ...environment, metrics: { application, database: null, rum: null } }
  const [reading] = await read([own], window)
  if (reading?.state !== 'read') throw new Error(JSON.stringify(reading))
  expect(reading.value.map(({ metric, points }) => `${metric} ${points[0]?.value}`)).toEqual([
    'error-rate 100',
    'latency-p50 50',
    'latency-p95 50',
    'latency-p99 50',
    'requests 50',
  ])
})
