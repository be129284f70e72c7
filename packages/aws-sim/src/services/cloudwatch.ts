import type * as cloudwatchPackage from '@aws-sdk/client-cloudwatch'
import type { Handlers } from '../wire/handlers.ts'
import type { Alarms } from '../world/metrics/alarms.ts'
import type { Metrics } from '../world/metrics/metrics.ts'
import { alarmHandlers } from './cloudwatch/alarm-handlers.ts'
import { metricHandlers } from './cloudwatch/metric-handlers.ts'

/** CloudWatch over everything that the world measures. */
export const cloudwatchHandlers = (metrics: Metrics, alarms: Alarms): Handlers<typeof cloudwatchPackage> => ({
  ...metricHandlers(metrics),
  ...alarmHandlers(alarms),
})
