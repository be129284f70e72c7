import type * as logsPackage from '@aws-sdk/client-cloudwatch-logs'
import type { Handlers } from '../wire/handlers.ts'
import type { Logs } from '../world/logs/logs.ts'
import { eventHandlers } from './logs/event-handlers.ts'
import { groupHandlers } from './logs/group-handlers.ts'

/** CloudWatch Logs over the world's log groups. */
export const logsHandlers = (logs: Logs): Handlers<typeof logsPackage> => ({
  ...groupHandlers(logs),
  ...eventHandlers(logs),
})
