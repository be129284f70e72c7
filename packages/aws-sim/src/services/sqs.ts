import type * as sqs from '@aws-sdk/client-sqs'
import type { Handlers } from '../wire/handlers.ts'
import type { Sqs } from '../world/sqs.ts'
import type { WorldContext } from '../world/world.ts'
import { messageHandlers } from './sqs/message-handlers.ts'
import { queueHandlers } from './sqs/queue-handlers.ts'

/** The SQS operations of the simulator. */
export function sqsHandlers(state: Sqs, context: WorldContext): Handlers<typeof sqs> {
  return { ...queueHandlers(state, context), ...messageHandlers(state, context) }
}
