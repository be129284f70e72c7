import { AwsQueryProtocol } from '@aws-sdk/core/protocols'
import { AppConfigClient, GetApplicationCommand } from '@aws-sdk/client-appconfig'
import {
  CloudFormationClient,
  DescribeStacksCommand,
  DetectStackDriftCommand,
} from '@aws-sdk/client-cloudformation'
import { CloudFrontClient, GetDistributionCommand } from '@aws-sdk/client-cloudfront'
import { CloudWatchClient, GetDashboardCommand } from '@aws-sdk/client-cloudwatch'
import { DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs'
import { GetObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs'
import { SmithyRpcV2CborProtocol } from '@smithy/core/cbor'
import { expect, test } from 'vitest'
import { createServices } from '../services/create-services.ts'
import { serviceIds, type HandlersById } from '../services/catalogue.ts'
import { AwsError } from './aws-error.ts'
import { createAwsServer } from './aws-server.ts'
import { inProcessHandler } from './test-kit/in-process.ts'

/** A client's settings with which every operation that has a handler fails with `error`. */
function failing(error: Error, defects: unknown[] = []) {
  const fail = (): never => {
    throw error
  }
  const operations = [
    'GetApplication',
    'DescribeStacks',
    'GetDistribution',
    'GetDashboard',
    'DescribeServices',
    'GetObject',
    'HeadObject',
    'GetQueueUrl',
  ]
  const table = Object.fromEntries(operations.map((operation) => [operation, fail]))
  const handlers: Partial<HandlersById> = Object.fromEntries(serviceIds.map((id) => [id, table]))
  const answer = createAwsServer({
    services: createServices(handlers),
    newRequestId: () => 'request-7',
    onDefect: (_context, defect) => defects.push(defect),
  })
  return {
    region: 'eu-west-1',
    endpoint: 'http://127.0.0.1',
    credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: inProcessHandler(answer),
  }
}

test('JSON names the error, its message, the modelled status and the request', async () => {
  const settings = failing(new AwsError('ClusterNotFoundException', 'Cluster not found.'))
  const call = new ECSClient(settings).send(new DescribeServicesCommand({ services: ['a'] }))
  await expect(call).rejects.toMatchObject({
    name: 'ClusterNotFoundException',
    message: 'Cluster not found.',
    $fault: 'client',
    $metadata: { httpStatusCode: 400, requestId: 'request-7' },
  })
})

test('an error that the package does not model keeps its code', async () => {
  const settings = failing(new AwsError('ThrottlingException', 'Rate exceeded'))
  const call = new ECSClient(settings).send(new DescribeServicesCommand({ services: ['a'] }))
  await expect(call).rejects.toMatchObject({
    name: 'ThrottlingException',
    $metadata: { httpStatusCode: 400 },
  })
})

test('JSON of a service that used to speak Query answers the old code in a header', async () => {
  const settings = failing(new AwsError('QueueDoesNotExist', 'The specified queue does not exist.'))
  const call = new SQSClient(settings).send(new GetQueueUrlCommand({ QueueName: 'a' }))
  await expect(call).rejects.toMatchObject({
    name: 'QueueDoesNotExist',
    Error: { Code: 'AWS.SimpleQueueService.NonExistentQueue', Type: 'Sender' },
  })
})

test('REST-JSON carries the modelled status and members', async () => {
  const settings = failing(
    new AwsError('ResourceNotFoundException', 'Gone.', null, null, { ResourceName: 'Application' }),
  )
  const call = new AppConfigClient(settings).send(new GetApplicationCommand({ ApplicationId: 'a' }))
  await expect(call).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Gone.',
    ResourceName: 'Application',
    $metadata: { httpStatusCode: 404 },
  })
})

test('REST-XML wraps the error and escapes what it says', async () => {
  const settings = failing(new AwsError('NoSuchDistribution', 'No <such> & other.'))
  const call = new CloudFrontClient(settings).send(new GetDistributionCommand({ Id: 'E1' }))
  await expect(call).rejects.toMatchObject({
    name: 'NoSuchDistribution',
    message: 'No <such> & other.',
    $metadata: { httpStatusCode: 404, requestId: 'request-7' },
  })
})

test('Query wraps the error', async () => {
  const settings = failing(new AwsError('ValidationError', 'Stack with id a does not exist'))
  const call = new CloudFormationClient(settings).send(new DescribeStacksCommand({ StackName: 'a' }))
  await expect(call).rejects.toMatchObject({
    name: 'ValidationError',
    message: 'Stack with id a does not exist',
    $metadata: { httpStatusCode: 400 },
  })
})

test.each([
  ['JSON', {}],
  ['CBOR', { protocol: SmithyRpcV2CborProtocol }],
  ['Query', { protocol: AwsQueryProtocol }],
])('CloudWatch answers errors in %s', async (_name, protocol) => {
  const settings = failing(new AwsError('DashboardNotFoundError', 'No dashboard.'))
  const call = new CloudWatchClient({ ...settings, ...protocol }).send(
    new GetDashboardCommand({ DashboardName: 'a' }),
  )
  await expect(call).rejects.toMatchObject({ message: 'No dashboard.', $metadata: { httpStatusCode: 404 } })
})

test('S3 answers a bare error with its usual status', async () => {
  const settings = failing(new AwsError('NoSuchKey', 'The specified key does not exist.'))
  const call = new S3Client(settings).send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }))
  await expect(call).rejects.toMatchObject({
    name: 'NoSuchKey',
    message: 'The specified key does not exist.',
    $metadata: { httpStatusCode: 404 },
  })
})

test('S3 answers HEAD without a body, so that the client knows the status only', async () => {
  const settings = failing(new AwsError('NoSuchKey', 'The specified key does not exist.'))
  const call = new S3Client(settings).send(new HeadObjectCommand({ Bucket: 'b', Key: 'k' }))
  await expect(call).rejects.toMatchObject({ name: 'NotFound', $metadata: { httpStatusCode: 404 } })
})

test('a defect of a handler is answered as an internal failure, and reported', async () => {
  const defects: unknown[] = []
  const defect = new TypeError('x is not a function')
  const call = new ECSClient(failing(defect, defects)).send(new DescribeServicesCommand({ services: ['a'] }))
  await expect(call).rejects.toMatchObject({ name: 'InternalFailure', $metadata: { httpStatusCode: 500 } })
  expect(defects).toEqual([defect])
})

test('an input without a required member is refused before its handler sees it', async () => {
  const settings = failing(new Error('the handler was called'))
  const json = new ECSClient(settings).send(new DescribeServicesCommand({ services: undefined }))
  await expect(json).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message:
      "1 validation error detected: Value null at 'services' failed to satisfy constraint: Member must not be null",
  })
  const query = new CloudFormationClient(settings).send(new DetectStackDriftCommand({ StackName: undefined }))
  await expect(query).rejects.toMatchObject({ name: 'ValidationError' })
})

test('an operation without a handler says which one is missing', async () => {
  const answer = createAwsServer({ services: createServices({}), newRequestId: () => 'request-7' })
  const settings = { ...failing(new Error('unused')), requestHandler: inProcessHandler(answer) }
  const call = new ECSClient(settings).send(new DescribeServicesCommand({ services: ['a'] }))
  await expect(call).rejects.toMatchObject({
    name: 'NotImplemented',
    message: 'ecs.DescribeServices is not simulated.',
  })
})
