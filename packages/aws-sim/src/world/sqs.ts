import { AwsError } from '../wire/aws-error.ts'
import { arn } from './arn.ts'
import { sendMessage, type Message, type Queue, type SendInput } from './sqs/queue.ts'
import type { WorldContext } from './world.ts'

/** The queues of the account. */
export interface Sqs {
  createQueue(name: string, attributes?: Readonly<Record<string, string>>): Queue
  /** By name, or by the last segment of a URL or ARN; throws QueueDoesNotExist. */
  queue(nameOrUrl: string): Queue
  list(): Queue[]
  remove(nameOrUrl: string): void
  /** Puts a message, as EventBridge would. */
  send(nameOrUrl: string, input: SendInput): Message
}

export function createSqs(context: WorldContext): Sqs {
  const queues = new Map<string, Queue>()
  const queue = (nameOrUrl: string): Queue => {
    const name = nameOrUrl.split(/[/:]/).at(-1) ?? ''
    const found = queues.get(name)
    if (!found) throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.')
    return found
  }
  return {
    queue,
    list: () => [...queues.values()],
    createQueue(name, attributes = {}) {
      const existing = queues.get(name)
      if (existing) return existing
      const created: Queue = {
        name,
        arn: arn(context, 'sqs', name),
        createdAt: context.clock.now(),
        attributes: new Map(Object.entries(attributes)),
        tags: new Map(),
        messages: [],
        waiting: new Set(),
      }
      queues.set(name, created)
      return created
    },
    remove: (nameOrUrl) => void queues.delete(queue(nameOrUrl).name),
    send: (nameOrUrl, input) => sendMessage(context, queue(nameOrUrl), input),
  }
}
