import type * as sqs from '@aws-sdk/client-sqs'
import { AwsError } from '../../wire/aws-error.ts'
import type { Handlers } from '../../wire/handlers.ts'
import { receiveMessages, type Message, type Queue } from '../../world/sqs/queue.ts'
import type { Sqs } from '../../world/sqs.ts'
import type { WorldContext } from '../../world/world.ts'
import { attributesMd5 } from './attribute-digest.ts'

/** Sending, receiving and deleting messages. */
export function messageHandlers(state: Sqs, context: WorldContext): Handlers<typeof sqs> {
  const send = (queueUrl: string, { MessageBody = '', MessageAttributes = {}, DelaySeconds }: Sendable) => {
    if (MessageBody === '')
      throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.')
    const message = state.send(queueUrl, {
      body: MessageBody,
      attributes: MessageAttributes,
      ...(DelaySeconds === undefined ? {} : { delaySeconds: DelaySeconds }),
    })
    return {
      MessageId: message.id,
      MD5OfMessageBody: message.bodyMd5,
      MD5OfMessageAttributes: attributesMd5(message.attributes),
    }
  }
  const remove = (queue: Queue, receiptHandle: string): void => {
    queue.messages = queue.messages.filter((message) => message.receiptHandle !== receiptHandle)
  }
  return {
    SendMessage: ({ QueueUrl = '', ...message }) => send(QueueUrl, message),
    SendMessageBatch: ({ QueueUrl = '', Entries = [] }) => ({
      Successful: Entries.map((entry) => ({ Id: entry.Id, ...send(QueueUrl, entry) })),
      Failed: [],
    }),
    async ReceiveMessage(input) {
      const { QueueUrl = '', MaxNumberOfMessages = 1, VisibilityTimeout, WaitTimeSeconds } = input
      const asked = new Set<string>([
        ...(input.AttributeNames ?? []),
        ...(input.MessageSystemAttributeNames ?? []),
      ])
      const queue = state.queue(QueueUrl)
      const visibility = VisibilityTimeout ?? numberOf(queue, 'VisibilityTimeout', 30)
      const take = (): Message[] =>
        receiveMessages(context, queue, MaxNumberOfMessages, visibility, deadLettersOf(state, queue))
      const waitSeconds = WaitTimeSeconds ?? numberOf(queue, 'ReceiveMessageWaitTimeSeconds', 0)
      let taken = take()
      if (taken.length === 0 && waitSeconds > 0) {
        await arrival(queue, waitSeconds)
        taken = take()
      }
      return { Messages: taken.length > 0 ? taken.map((message) => describe(message, asked)) : undefined }
    },
    DeleteMessage({ QueueUrl = '', ReceiptHandle = '' }) {
      remove(state.queue(QueueUrl), ReceiptHandle)
      return {}
    },
    DeleteMessageBatch({ QueueUrl = '', Entries = [] }) {
      for (const { ReceiptHandle = '' } of Entries) remove(state.queue(QueueUrl), ReceiptHandle)
      return { Successful: Entries.map(({ Id }) => ({ Id })), Failed: [] }
    },
    ChangeMessageVisibility({ QueueUrl = '', ReceiptHandle = '', VisibilityTimeout = 0 }) {
      const message = state
        .queue(QueueUrl)
        .messages.find(({ receiptHandle }) => receiptHandle === ReceiptHandle)
      if (!message) throw new AwsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.')
      message.visibleAt = context.clock.now() + VisibilityTimeout * 1000
      return {}
    },
  }
}

type Sendable = Pick<sqs.SendMessageBatchRequestEntry, 'MessageAttributes' | 'DelaySeconds'> & {
  readonly MessageBody?: string | undefined
}

/** A long poll's patience is the client's, so it is real time; a message ends it at once. */
function arrival(queue: Queue, waitSeconds: number): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      queue.waiting.delete(end)
      resolve()
    }
    const timer = setTimeout(end, waitSeconds * 1000)
    timer.unref()
    queue.waiting.add(end)
  })
}

function deadLettersOf(state: Sqs, queue: Queue): { queue: Queue; maxReceiveCount: number } | null {
  const policy = queue.attributes.get('RedrivePolicy')
  if (!policy) return null
  const parsed: { deadLetterTargetArn?: string; maxReceiveCount?: number | string } = JSON.parse(policy)
  const { deadLetterTargetArn = '', maxReceiveCount = 10 } = parsed
  return { queue: state.queue(deadLetterTargetArn), maxReceiveCount: Number(maxReceiveCount) }
}

function describe(message: Message, asked: ReadonlySet<string>): sqs.Message {
  const system = {
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receivedCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
  }
  const given = Object.entries(system).filter(([name]) => asked.has('All') || asked.has(name))
  const hasAttributes = Object.keys(message.attributes).length > 0
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle ?? undefined,
    Body: message.body,
    MD5OfBody: message.bodyMd5,
    MessageAttributes: hasAttributes ? { ...message.attributes } : undefined,
    MD5OfMessageAttributes: attributesMd5(message.attributes),
    Attributes: given.length > 0 ? Object.fromEntries(given) : undefined,
  }
}

function numberOf(queue: Queue, name: string, fallback: number): number {
  return Number(queue.attributes.get(name) ?? fallback)
}
