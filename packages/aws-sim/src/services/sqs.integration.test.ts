import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestSimulator, type TestSimulator } from './test-simulator.ts'

let simulator: TestSimulator
let sqs: SQSClient

beforeAll(async () => {
  simulator = await startTestSimulator()
  sqs = new SQSClient(simulator.clientSettings)
})
afterAll(() => simulator.close())

async function createQueue(QueueName: string, Attributes: Record<string, string> = {}): Promise<string> {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))
  return QueueUrl
}

async function receive(QueueUrl: string, WaitTimeSeconds = 0) {
  const input = { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds, MessageAttributeNames: ['All'] }
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(input))
  return Messages
}

test('a message in flight comes back when its visibility ends, until it is deleted', async () => {
  const QueueUrl = await createQueue('events', { VisibilityTimeout: '20' })
  const MessageAttributes = { source: { DataType: 'String', StringValue: 'ecs' } }
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'changed', MessageAttributes }))
  expect(await receive(QueueUrl)).toMatchObject([{ Body: 'changed', MessageAttributes }])
  expect(await receive(QueueUrl)).toEqual([])
  simulator.clock.advance(20_000)
  const [again] = await receive(QueueUrl)
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: again?.ReceiptHandle }))
  simulator.clock.advance(60_000)
  expect(await receive(QueueUrl)).toEqual([])
})

test('visibility can be ended early', async () => {
  const QueueUrl = await createQueue('early')
  simulator.world.sqs.send('early', { body: 'one' })
  const [message] = await receive(QueueUrl)
  await sqs.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl,
      ReceiptHandle: message?.ReceiptHandle,
      VisibilityTimeout: 0,
    }),
  )
  expect(await receive(QueueUrl)).toHaveLength(1)
})

test('a long poll ends as soon as a message arrives', async () => {
  const QueueUrl = await createQueue('long')
  const asked = simulator.requests.next({ operation: 'ReceiveMessage' })
  const waiting = receive(QueueUrl, 20)
  await asked
  simulator.world.sqs.send('long', { body: 'at last' })
  expect(await waiting).toMatchObject([{ Body: 'at last' }])
})

test('a message received too often goes to the dead letters', async () => {
  const deadUrl = await createQueue('dead')
  const RedrivePolicy = JSON.stringify({
    deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:123456789012:dead',
    maxReceiveCount: 2,
  })
  const QueueUrl = await createQueue('poison', { VisibilityTimeout: '1', RedrivePolicy })
  simulator.world.sqs.send('poison', { body: 'bad' })
  for (let attempt = 0; attempt < 3; attempt++) {
    await receive(QueueUrl)
    simulator.clock.advance(1000)
  }
  expect(await receive(deadUrl)).toMatchObject([{ Body: 'bad' }])
})

test('counts what waits, what is in flight and what is delayed', async () => {
  const QueueUrl = await createQueue('counted')
  const Entries = ['a', 'b', 'c'].map((Id) => ({ Id, MessageBody: Id, DelaySeconds: Id === 'c' ? 60 : 0 }))
  await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }))
  await sqs.send(new ReceiveMessageCommand({ QueueUrl }))
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))
  expect(Attributes).toMatchObject({
    QueueArn: 'arn:aws:sqs:eu-west-1:123456789012:counted',
    ApproximateNumberOfMessages: '1',
    ApproximateNumberOfMessagesNotVisible: '1',
    ApproximateNumberOfMessagesDelayed: '1',
  })
})

test('a queue that is not there is named as such', async () => {
  const call = sqs.send(new GetQueueUrlCommand({ QueueName: 'nowhere' }))
  await expect(call).rejects.toMatchObject({ name: 'QueueDoesNotExist' })
})
