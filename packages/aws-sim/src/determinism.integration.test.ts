import { CloudWatchClient, GetMetricDataCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch'
import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListClustersCommand,
  ListServicesCommand,
  ListTasksCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'
import { expect, test } from 'vitest'
import { buildPairedApp } from './scenarios/build-paired-app.ts'
import { startSimulator } from './simulator.ts'

const startAt = Date.UTC(2025, 8, 29, 10)
const minutes = 60_000

/** What a run shows from outside after ten minutes in which a deployment ran under load. */
async function play(seed: number) {
  const simulator = await startSimulator({
    seed,
    clock: { manual: true, startAt },
    scenario: (world) => buildPairedApp(world, { requestsPerSecond: 20 }),
  })
  const settings = {
    region: 'eu-west-1',
    endpoint: simulator.url,
    credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'test' },
  }
  const ecs = new ECSClient(settings)
  const cloudwatch = new CloudWatchClient(settings)
  try {
    const cluster = (await ecs.send(new ListClustersCommand({}))).clusterArns?.[0]
    const service = (await ecs.send(new ListServicesCommand({ cluster }))).serviceArns?.[0] ?? ''
    simulator.clock.advance(minutes)
    await ecs.send(new UpdateServiceCommand({ cluster, service, forceNewDeployment: true }))
    simulator.clock.advance(9 * minutes)
    const { services = [] } = await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }))
    const { taskArns = [] } = await ecs.send(new ListTasksCommand({ cluster }))
    const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }))
    const { Metrics = [] } = await cloudwatch.send(
      new ListMetricsCommand({ Namespace: 'AWS/ApplicationELB', MetricName: 'RequestCount' }),
    )
    const { MetricDataResults } = await cloudwatch.send(
      new GetMetricDataCommand({
        StartTime: new Date(startAt),
        EndTime: new Date(startAt + 10 * minutes),
        MetricDataQueries: [{ Id: 'requests', MetricStat: { Metric: Metrics[0], Period: 60, Stat: 'Sum' } }],
      }),
    )
    return {
      events: services[0]?.events?.map(({ message, createdAt }) => `${createdAt?.toISOString()} ${message}`),
      tasks: tasks.map(({ taskArn, startedAt }) => `${taskArn} ${startedAt?.toISOString()}`),
      requests: MetricDataResults?.[0]?.Values,
    }
  } finally {
    await simulator.close()
  }
}

test('the same seed and the same steps give the same world, another seed another one', async () => {
  const first = await play(7)
  expect(first.events?.length).toBeGreaterThan(2)
  expect(first.requests?.length).toBeGreaterThan(5)
  expect(await play(7)).toEqual(first)
  const other = await play(8)
  expect(other.tasks).not.toEqual(first.tasks)
  expect(other.requests).not.toEqual(first.requests)
})
