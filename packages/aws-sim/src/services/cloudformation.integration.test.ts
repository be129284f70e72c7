import {
  CloudFormationClient,
  DescribeStackDriftDetectionStatusCommand,
  DescribeStackEventsCommand,
  DescribeStackResourceDriftsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  DetectStackDriftCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startTestSimulator, type TestSimulator } from './test-simulator.ts'

let simulator: TestSimulator
let cloudformation: CloudFormationClient
const StackName = 'quiz-staging'

beforeAll(async () => {
  simulator = await startTestSimulator()
  cloudformation = new CloudFormationClient(simulator.clientSettings)
})
beforeEach(() => {
  simulator.world.cloudformation.createStack({
    name: StackName,
    outputs: { BucketName: 'quiz-staging-site', ClusterName: 'quiz-staging' },
    resources: [
      { logicalId: 'Site', physicalId: 'quiz-staging-site', type: 'AWS::S3::Bucket' },
      { logicalId: 'Cluster', physicalId: 'quiz-staging', type: 'AWS::ECS::Cluster' },
    ],
  })
})
afterAll(() => simulator.close())

async function describe() {
  const { Stacks = [] } = await cloudformation.send(new DescribeStacksCommand({ StackName }))
  return Stacks[0]
}

test('a stack tells its outputs and resources', async () => {
  expect(await describe()).toMatchObject({
    StackStatus: 'CREATE_COMPLETE',
    Outputs: [
      { OutputKey: 'BucketName', OutputValue: 'quiz-staging-site' },
      { OutputKey: 'ClusterName', OutputValue: 'quiz-staging' },
    ],
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  })
  const { StackResources } = await cloudformation.send(new DescribeStackResourcesCommand({ StackName }))
  expect(StackResources).toMatchObject([
    { PhysicalResourceId: 'quiz-staging-site' },
    { ResourceType: 'AWS::ECS::Cluster' },
  ])
})

test('an update takes its time, and can end in a rollback', async () => {
  const { cloudformation: stacks } = simulator.world
  stacks.update(StackName, 60_000)
  expect((await describe())?.StackStatus).toBe('UPDATE_IN_PROGRESS')
  simulator.clock.advance(60_000)
  expect((await describe())?.StackStatus).toBe('UPDATE_COMPLETE')
  stacks.update(StackName, 60_000, 'rollback')
  simulator.clock.advance(120_000)
  expect((await describe())?.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE')
  const { StackEvents = [] } = await cloudformation.send(new DescribeStackEventsCommand({ StackName }))
  expect(StackEvents.map(({ ResourceStatus }) => ResourceStatus)).toEqual([
    'UPDATE_ROLLBACK_COMPLETE',
    'UPDATE_ROLLBACK_IN_PROGRESS',
    'UPDATE_IN_PROGRESS',
    'UPDATE_COMPLETE',
    'UPDATE_IN_PROGRESS',
    'CREATE_COMPLETE',
  ])
})

test('a resource that was changed by hand is found by a drift detection', async () => {
  simulator.world.cloudformation.drift(StackName, 'Cluster', '/Configuration', 'a', 'b')
  const { StackDriftDetectionId } = await cloudformation.send(new DetectStackDriftCommand({ StackName }))
  const status = () =>
    cloudformation.send(new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId }))
  expect((await status()).DetectionStatus).toBe('DETECTION_IN_PROGRESS')
  simulator.clock.advance(3000)
  expect(await status()).toMatchObject({
    DetectionStatus: 'DETECTION_COMPLETE',
    StackDriftStatus: 'DRIFTED',
    DriftedStackResourceCount: 1,
  })
  const drifts = await cloudformation.send(
    new DescribeStackResourceDriftsCommand({ StackName, StackResourceDriftStatusFilters: ['MODIFIED'] }),
  )
  expect(drifts.StackResourceDrifts).toMatchObject([
    {
      LogicalResourceId: 'Cluster',
      PropertyDifferences: [{ PropertyPath: '/Configuration', ActualValue: 'b' }],
    },
  ])
})

test('stacks are listed by status', async () => {
  const list = (status: 'CREATE_COMPLETE' | 'DELETE_COMPLETE') =>
    cloudformation.send(new ListStacksCommand({ StackStatusFilter: [status] }))
  expect((await list('CREATE_COMPLETE')).StackSummaries).toMatchObject([{ StackName }])
  expect((await list('DELETE_COMPLETE')).StackSummaries ?? []).toEqual([])
})

test('a stack that is not there is a validation error that names it', async () => {
  const call = cloudformation.send(new DescribeStacksCommand({ StackName: 'nothing' }))
  await expect(call).rejects.toMatchObject({
    name: 'ValidationError',
    message: 'Stack with id nothing does not exist',
  })
})
