import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs'
import {
  CreateServiceCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'
import {
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestSimulator, type TestSimulator } from './test-simulator.ts'

const at = { cluster: 'demo', service: 'shop' }
const host = '123456789012.dkr.ecr.eu-west-1.amazonaws.com'

let simulator: TestSimulator
let ecs: ECSClient
let targetGroupArn: string
let dimension: string
let door: string

const define = async (tag: string): Promise<string> => {
  const container = {
    name: 'api',
    image: `${host}/shop:${tag}`,
    memory: 128,
    portMappings: [{ containerPort: 8080 }],
    logConfiguration: { logDriver: 'awslogs' as const, options: { 'awslogs-group': '/ecs/shop' } },
  }
  const command = new RegisterTaskDefinitionCommand({ family: 'shop', containerDefinitions: [container] })
  return (await ecs.send(command)).taskDefinition?.taskDefinitionArn ?? ''
}
const deploymentOf = async () => {
  const { services } = await ecs.send(new DescribeServicesCommand({ cluster: 'demo', services: ['shop'] }))
  return services?.[0]?.deployments?.[0]
}
const runUntilCompleted = async (): Promise<void> => {
  for (let second = 0; second < 120; second += 1) {
    if ((await deploymentOf())?.rolloutState === 'COMPLETED') return
    simulator.clock.advance(1000)
  }
  throw new Error('the deployment never completed')
}

beforeAll(async () => {
  simulator = await startTestSimulator()
  ecs = new ECSClient(simulator.clientSettings)
  const { world } = simulator
  world.ecr.createRepository('shop')
  const createdAt = world.context.clock.date()
  const push = (tag: string, labels: Record<string, string> = {}) =>
    world.ecr.pushImage('shop', {
      tags: [tag],
      layers: [],
      labels: { 'org.opencontainers.image.version': tag, ...labels },
      createdAt,
    })
  push('v1')
  push('v2', { 'sim.error-rate': '0.1' })
  push('bad', { 'sim.health': 'fail' })
  const group = world.elb.createTargetGroup({ name: 'shop' })
  const balancer = world.elb.createLoadBalancer({ name: 'shop', doorName: 'shop-api' })
  targetGroupArn = group.arn
  dimension = balancer.dimension
  world.elb.createListener({
    loadBalancerArn: balancer.arn,
    defaultActions: [{ Type: 'forward', TargetGroupArn: group.arn }],
  })
  door = await world.attachDoor('shop-api', balancer.door)
  world.traffic.addLoad({ loadBalancerArn: balancer.arn, requestsPerSecond: 50 })
  world.ecs.createCluster('demo')
  await ecs.send(
    new CreateServiceCommand({
      cluster: 'demo',
      serviceName: 'shop',
      taskDefinition: await define('v1'),
      desiredCount: 2,
      loadBalancers: [{ targetGroupArn, containerName: 'api', containerPort: 8080 }],
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
    }),
  )
  await runUntilCompleted()
})
afterAll(() => simulator.close())

test('a deployment over the wire changes what the load balancer answers, the metrics and the logs', async () => {
  const version = async (): Promise<unknown> => (await fetch(`${door}/version`)).json()
  expect(await version()).toMatchObject({ version: 'v1' })
  await ecs.send(new UpdateServiceCommand({ ...at, taskDefinition: await define('v2') }))
  await runUntilCompleted()
  expect(await version()).toMatchObject({ version: 'v2' })

  const elb = new ElasticLoadBalancingV2Client(simulator.clientSettings)
  const { TargetHealthDescriptions } = await elb.send(
    new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn }),
  )
  expect(TargetHealthDescriptions?.map(({ TargetHealth }) => TargetHealth?.State)).toEqual([
    'healthy',
    'healthy',
  ])

  simulator.clock.advance(180_000)
  const metric = (Id: string, MetricName: string) => ({
    Id,
    ReturnData: false,
    MetricStat: {
      Metric: {
        Namespace: 'AWS/ApplicationELB',
        MetricName,
        Dimensions: [{ Name: 'LoadBalancer', Value: dimension }],
      },
      Period: 60,
      Stat: 'Sum',
    },
  })
  const cloudwatch = new CloudWatchClient(simulator.clientSettings)
  const now = simulator.clock.now()
  const { MetricDataResults } = await cloudwatch.send(
    new GetMetricDataCommand({
      MetricDataQueries: [
        { Id: 'rate', Expression: '100 * FILL(m1, 0) / m2' },
        metric('m1', 'HTTPCode_Target_5XX_Count'),
        metric('m2', 'RequestCount'),
      ],
      StartTime: new Date(now - 120_000),
      EndTime: new Date(now),
    }),
  )
  const [newest = 0] = MetricDataResults?.[0]?.Values ?? []
  expect(newest).toBeGreaterThan(7)
  expect(newest).toBeLessThan(13)

  const client = new CloudWatchLogsClient(simulator.clientSettings)
  const messages: string[] = []
  for await (const { events = [] } of paginateFilterLogEvents(
    { client },
    { logGroupName: '/ecs/shop', filterPattern: 'starting', limit: 1 },
  ))
    messages.push(...events.map(({ message = '' }) => message))
  expect(messages.map((message) => String(JSON.parse(message).version))).toEqual(['v1', 'v1', 'v2', 'v2'])
})

test('a task definition says who registered it', async () => {
  const described = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: await define('v1') }))
  expect(described.taskDefinition?.registeredBy).toBe(simulator.world.sts.principalOf('AKIATEST'))
})

test('a deployment that ECS rolls back is told from one that succeeds', async () => {
  const before = (await deploymentOf())?.taskDefinition
  await ecs.send(new UpdateServiceCommand({ ...at, taskDefinition: await define('bad') }))
  await runUntilCompleted()
  expect((await deploymentOf())?.taskDefinition).toBe(before)
  const { serviceDeployments } = await ecs.send(new ListServiceDeploymentsCommand(at))
  expect(serviceDeployments?.[0]?.status).toBe('ROLLBACK_SUCCESSFUL')
  const { taskArns = [] } = await ecs.send(
    new ListTasksCommand({ cluster: 'demo', serviceName: 'shop', desiredStatus: 'STOPPED' }),
  )
  const { tasks } = await ecs.send(new DescribeTasksCommand({ cluster: 'demo', tasks: taskArns }))
  expect(tasks?.map(({ stoppedReason }) => stoppedReason)).toContainEqual(
    expect.stringMatching(/^Task failed ELB health checks in \(target-group arn:aws:elasticloadbalancing/),
  )
})
