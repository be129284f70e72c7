import { DescribeKeyValueStoreCommand } from '@aws-sdk/client-cloudfront-keyvaluestore'
import { DescribeClustersCommand } from '@aws-sdk/client-ecs'
import { DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2'
import { ListObjectsV2Command } from '@aws-sdk/client-s3'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { awsProblem } from './aws-problem.ts'
import { createAwsClientFactory, type AwsClientFactory } from './clients.ts'
import { configured, startPaired, type PairedSimulator } from './testing/paired-environment.ts'

let simulator: PairedSimulator
let factory: AwsClientFactory
beforeAll(async () => {
  simulator = await startPaired()
})
afterEach(() => {
  simulator.faults.clear()
  factory.close()
})
afterAll(() => simulator.close())

const own = { region: 'eu-west-1', roleArn: null, externalId: null }
const never = (): Promise<void> => new Promise(() => {})
const roleArn = 'arn:aws:iam::123456789012:role/lockstep-production'

it('assumes the role of an environment once for all its clients, with the external id', async () => {
  factory = createAwsClientFactory()
  const since = simulator.requests.list().at(-1)?.seq ?? 0
  const clients = factory.for({ aws: { ...own, roleArn, externalId: 'secret-id' } })
  const { bucket } = configured(simulator).frontend
  await Promise.all([
    clients.ecs.send(new DescribeClustersCommand({})),
    clients.s3.send(new ListObjectsV2Command({ Bucket: bucket })),
  ])
  const sent = simulator.requests.list({ since })
  const assumed = sent.filter(({ operation }) => operation === 'AssumeRole')
  expect(assumed).toMatchObject([{ input: { RoleArn: roleArn, ExternalId: 'secret-id' } }])
  for (const request of sent.filter(({ operation }) => operation !== 'AssumeRole'))
    expect(request.principal).toContain('lockstep-production')
  expect(factory.countOperations()).toEqual({
    'sts:AssumeRole': 1,
    'ecs:DescribeClusters': 1,
    's3:ListObjectsV2': 1,
  })
})

it('shares clients between environments of the same region and role, and no others', () => {
  factory = createAwsClientFactory()
  const first = factory.for({ aws: own })
  expect(factory.for({ aws: { ...own } })).toBe(first)
  expect(factory.for({ aws: { ...own, region: 'us-east-1' } })).not.toBe(first)
  expect(factory.for({ aws: { ...own, roleArn } })).not.toBe(first)
})

it('ends a call at its deadline, whatever the retries would still do, and says what the last attempt met', async () => {
  factory = createAwsClientFactory({ maxAttempts: 50, deadlineMilliseconds: 700 })
  simulator.faults.add({ service: 'ecs', operation: 'DescribeClusters', kind: 'serverError' })
  const startedAt = performance.now()
  const call = factory.for({ aws: own }).ecs.send(new DescribeClustersCommand({}))
  await expect(call).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } })
  expect(performance.now() - startedAt).toBeLessThan(2_000)
})

it('counts each attempt, and tells pieces of work that run at the same time apart', async () => {
  factory = createAwsClientFactory()
  simulator.faults.add({ service: 'ecs', operation: 'DescribeClusters', kind: 'serverError', times: 1 })
  const { ecs } = factory.for({ aws: own })
  const ask = () => ecs.send(new DescribeClustersCommand({}))
  const first = await factory.measure(ask)
  expect(first.counts).toEqual({ 'ecs:DescribeClusters': 2 })
  const [one, two] = await Promise.all([
    factory.measure(ask),
    factory.measure(() => Promise.all([ask(), ask()])),
  ])
  expect([one.counts, two.counts]).toEqual([{ 'ecs:DescribeClusters': 1 }, { 'ecs:DescribeClusters': 2 }])
  expect(factory.calls()).toBe(5)
})

it('lets an urgent call go although the rate limit holds ordinary ones back, with the same credentials', async () => {
  factory = createAwsClientFactory()
  const aws = { ...own, roleArn }
  const { elb } = factory.for({ aws })
  await Promise.all(Array.from({ length: 20 }, () => elb.send(new DescribeLoadBalancersCommand({}))))
  let queuedIsBack = false
  const queued = Promise.all(
    Array.from({ length: 5 }, () => elb.send(new DescribeLoadBalancersCommand({}))),
  ).then(() => (queuedIsBack = true))
  await factory.urgent({ aws }).elb.send(new DescribeLoadBalancersCommand({}))
  expect(queuedIsBack).toBe(false)
  await queued
  expect(factory.countOperations()).toEqual({
    'sts:AssumeRole': 1,
    'elasticloadbalancing:DescribeLoadBalancers': 26,
  })
})

it('reaches a key-value store through the configured endpoint alone', async () => {
  factory = createAwsClientFactory()
  const store = simulator.world.cloudfront.createKeyValueStore('cohorts')
  const answer = await factory
    .for({ aws: own })
    .keyValueStore.send(new DescribeKeyValueStoreCommand({ KvsARN: store.arn }))
  expect(answer).toMatchObject({ KvsARN: store.arn, ETag: store.etag })
})

it('assumes the role again after AWS has said that its credentials have expired', async () => {
  factory = createAwsClientFactory()
  const { ecs } = factory.for({ aws: { ...own, roleArn } })
  simulator.faults.add({ service: 'ecs', operation: 'DescribeClusters', kind: 'expiredToken', times: 1 })
  await expect(ecs.send(new DescribeClustersCommand({}))).rejects.toMatchObject({
    name: 'ExpiredTokenException',
  })
  await ecs.send(new DescribeClustersCommand({}))
  expect(factory.countOperations()).toEqual({ 'sts:AssumeRole': 2, 'ecs:DescribeClusters': 2 })
})

it('says that it held a call back itself when its turn did not come in time, and not that AWS is silent', async () => {
  factory = createAwsClientFactory({
    deadlineMilliseconds: 300,
    waiting: { monotonic: () => 0, wait: never },
  })
  const { elb } = factory.for({ aws: own })
  const sent = Array.from({ length: 21 }, () => elb.send(new DescribeLoadBalancersCommand({})))
  const [last] = (await Promise.allSettled(sent)).slice(-1)
  const problem = last?.status === 'rejected' ? awsProblem(last.reason, 'elb:Describe') : null
  expect(problem).toMatchObject({ code: 'aws-throttled', title: expect.stringContaining('held') })
})
