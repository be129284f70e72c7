import { DescribeServicesCommand, ECSClient, ListServicesCommand } from '@aws-sdk/client-ecs'
import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSimulator, type Simulator } from '../simulator.ts'
import { budgets } from './table.ts'

let simulator: Simulator<undefined>
const settings = (region = 'eu-west-1', accessKeyId = 'AKIATEST') => ({
  region,
  endpoint: simulator.url,
  credentials: { accessKeyId, secretAccessKey: 'test' },
  maxAttempts: 1,
})

beforeAll(async () => {
  simulator = await startSimulator({ clock: { manual: true }, budgets: 'aws' })
  simulator.world.ecs.createCluster('main')
  simulator.world.at({ region: 'us-east-1' }).ecs.createCluster('main')
})
afterAll(() => simulator.close())

const refusals = async (calls: readonly Promise<unknown>[]): Promise<string[]> =>
  (await Promise.allSettled(calls)).flatMap((result) =>
    result.status === 'rejected' ? [(result.reason as Error).name] : [],
  )

test('operations of one group share a budget, by account and region, that fills with time', async () => {
  const list = (region?: string) =>
    new ECSClient(settings(region)).send(new ListServicesCommand({ cluster: 'main' }))
  const describe = () =>
    new ECSClient(settings()).send(new DescribeServicesCommand({ cluster: 'main', services: ['none'] }))
  const calls = Array.from({ length: 103 }, (_, index) => (index % 2 === 0 ? list() : describe()))
  expect(await refusals(calls)).toEqual(Array(3).fill('ThrottlingException'))
  expect(await refusals([list('us-east-1')])).toEqual([])
  expect(await refusals([describe()])).toEqual(['ThrottlingException'])
  simulator.clock.advance(1000)
  expect(await refusals(Array.from({ length: 22 }, () => list()))).toHaveLength(2)
})

test('all reads of load balancers count together', async () => {
  const elb = new ElasticLoadBalancingV2Client(settings('eu-west-1', '222222222222'))
  const calls = Array.from({ length: 41 }, (_, index) =>
    index % 2 === 0
      ? elb.send(new DescribeLoadBalancersCommand({}))
      : elb.send(new DescribeTargetGroupsCommand({})),
  )
  expect(await refusals(calls)).toEqual(['ThrottlingException'])
})

test('each row says where it is from', () => {
  for (const { source, burst, perSecond } of budgets) {
    expect(source).toMatch(/read \d{4}-\d\d|believed/)
    expect(burst).toBeGreaterThanOrEqual(perSecond)
  }
})
