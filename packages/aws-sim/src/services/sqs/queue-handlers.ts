import type * as sqs from '@aws-sdk/client-sqs'
import type { Handlers } from '../../wire/handlers.ts'
import type { Queue } from '../../world/sqs/queue.ts'
import type { Sqs } from '../../world/sqs.ts'
import type { WorldContext } from '../../world/world.ts'

/** Creating, finding and describing queues. */
export function queueHandlers(state: Sqs, { clock, accountId }: WorldContext): Handlers<typeof sqs> {
  const url = (host: string, { name }: Queue): string => `http://${host}/${accountId}/${name}`
  return {
    CreateQueue: ({ QueueName = '', Attributes = {} }, { host }) => ({
      QueueUrl: url(host, state.createQueue(QueueName, withoutAbsent(Attributes))),
    }),
    GetQueueUrl: ({ QueueName = '' }, { host }) => ({ QueueUrl: url(host, state.queue(QueueName)) }),
    ListQueues: ({ QueueNamePrefix = '' }, { host }) => ({
      QueueUrls: state
        .list()
        .filter(({ name }) => name.startsWith(QueueNamePrefix))
        .map((queue) => url(host, queue)),
    }),
    DeleteQueue({ QueueUrl = '' }) {
      state.remove(QueueUrl)
      return {}
    },
    PurgeQueue({ QueueUrl = '' }) {
      state.queue(QueueUrl).messages = []
      return {}
    },
    GetQueueAttributes({ QueueUrl = '', AttributeNames = [] }) {
      const all = Object.entries(attributesOf(state.queue(QueueUrl), clock.now()))
      const wanted = new Set<string>(AttributeNames)
      return { Attributes: Object.fromEntries(all.filter(([name]) => wanted.has('All') || wanted.has(name))) }
    },
    SetQueueAttributes({ QueueUrl = '', Attributes = {} }) {
      const { attributes } = state.queue(QueueUrl)
      for (const [name, value] of Object.entries(withoutAbsent(Attributes))) attributes.set(name, value)
      return {}
    },
  }
}

function attributesOf(queue: Queue, now: number): Record<string, string> {
  const visible = queue.messages.filter(({ visibleAt }) => visibleAt <= now)
  const inFlight = queue.messages.filter(
    ({ visibleAt, receivedCount }) => visibleAt > now && receivedCount > 0,
  )
  return {
    VisibilityTimeout: '30',
    DelaySeconds: '0',
    ReceiveMessageWaitTimeSeconds: '0',
    MessageRetentionPeriod: '345600',
    MaximumMessageSize: '262144',
    ...Object.fromEntries(queue.attributes),
    QueueArn: queue.arn,
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    ApproximateNumberOfMessages: String(visible.length),
    ApproximateNumberOfMessagesNotVisible: String(inFlight.length),
    ApproximateNumberOfMessagesDelayed: String(queue.messages.length - visible.length - inFlight.length),
  }
}

function withoutAbsent(attributes: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
