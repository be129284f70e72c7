import { createHash } from 'node:crypto'
import type { MessageAttributeValue } from '@aws-sdk/client-sqs'
import type { WorldContext } from '../world.ts'

export type Message = {
  readonly id: string
  readonly body: string
  readonly bodyMd5: string
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>
  readonly sentAt: number
  /** Virtual; a message in flight becomes visible again then. */
  visibleAt: number
  receivedCount: number
  firstReceivedAt: number | null
  receiptHandle: string | null
}

export type Queue = {
  readonly name: string
  readonly arn: string
  readonly createdAt: number
  readonly attributes: Map<string, string>
  readonly tags: Map<string, string>
  messages: Message[]
  /** Receives that wait for a message. */
  readonly waiting: Set<() => void>
}

export type SendInput = {
  readonly body: string
  readonly attributes?: Readonly<Record<string, MessageAttributeValue>>
  readonly delaySeconds?: number
}

export function sendMessage({ clock, random }: WorldContext, queue: Queue, input: SendInput): Message {
  const delaySeconds = input.delaySeconds ?? Number(queue.attributes.get('DelaySeconds') ?? 0)
  const message: Message = {
    id: `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-8${random.hex(3)}-${random.hex(12)}`,
    body: input.body,
    bodyMd5: createHash('md5').update(input.body).digest('hex'),
    attributes: input.attributes ?? {},
    sentAt: clock.now(),
    visibleAt: clock.now() + delaySeconds * 1000,
    receivedCount: 0,
    firstReceivedAt: null,
    receiptHandle: null,
  }
  queue.messages.push(message)
  for (const wake of queue.waiting) wake()
  return message
}

/** Takes up to `most` visible messages in flight for the visibility timeout; those received too often go to the dead letters. */
export function receiveMessages(
  { clock, random }: WorldContext,
  queue: Queue,
  most: number,
  visibilitySeconds: number,
  deadLetters: { readonly queue: Queue; readonly maxReceiveCount: number } | null,
): Message[] {
  const visible = queue.messages.filter(({ visibleAt }) => visibleAt <= clock.now())
  const exhausted = deadLetters
    ? visible.filter(({ receivedCount }) => receivedCount >= deadLetters.maxReceiveCount)
    : []
  if (deadLetters && exhausted.length > 0) {
    queue.messages = queue.messages.filter((message) => !exhausted.includes(message))
    deadLetters.queue.messages.push(...exhausted)
  }
  const taken = visible.filter((message) => !exhausted.includes(message)).slice(0, most)
  for (const message of taken) {
    message.receivedCount++
    message.firstReceivedAt ??= clock.now()
    message.visibleAt = clock.now() + visibilitySeconds * 1000
    message.receiptHandle = random.hex(48)
  }
  return taken
}
