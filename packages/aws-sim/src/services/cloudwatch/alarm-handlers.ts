import type * as cloudwatchPackage from '@aws-sdk/client-cloudwatch'
import type { MetricAlarm } from '@aws-sdk/client-cloudwatch'
import { AwsError } from '../../wire/aws-error.ts'
import type { Handlers } from '../../wire/handlers.ts'
import type { AlarmRecord, Alarms } from '../../world/metrics/alarms.ts'
import { page } from '../paging.ts'
import { checkPeriod, validation } from './find.ts'

const alarmShape = ({ settings, ...alarm }: AlarmRecord): MetricAlarm => ({
  ...settings,
  ActionsEnabled: settings.ActionsEnabled ?? true,
  OKActions: settings.OKActions ?? [],
  AlarmActions: settings.AlarmActions ?? [],
  InsufficientDataActions: settings.InsufficientDataActions ?? [],
  Dimensions: settings.Dimensions ?? [],
  AlarmArn: alarm.arn,
  AlarmConfigurationUpdatedTimestamp: new Date(alarm.configuredAt),
  StateValue: alarm.state,
  StateReason: alarm.reason,
  StateUpdatedTimestamp: new Date(alarm.stateAt),
  StateTransitionedTimestamp: new Date(alarm.stateAt),
})

export const alarmHandlers = (alarms: Alarms): Handlers<typeof cloudwatchPackage> => ({
  PutMetricAlarm(input) {
    if ((input.AlarmName ?? '') === '') throw validation('AlarmName must not be empty.')
    if (input.MetricName === undefined) throw validation('Only alarms on a single metric are simulated.')
    if (input.ComparisonOperator === undefined || input.Threshold === undefined)
      throw validation('ComparisonOperator and Threshold are required.')
    if ((input.EvaluationPeriods ?? 0) < 1) throw validation('EvaluationPeriods must be at least 1.')
    if ((input.DatapointsToAlarm ?? 1) > (input.EvaluationPeriods ?? 1))
      throw validation('DatapointsToAlarm must not be greater than EvaluationPeriods.')
    checkPeriod(input.Period)
    alarms.put(input)
    return {}
  },
  DescribeAlarms({ AlarmNames, AlarmNamePrefix = '', StateValue, MaxRecords = 50, NextToken }) {
    const found = [...alarms.all]
      .filter(([name]) => AlarmNames === undefined || AlarmNames.length === 0 || AlarmNames.includes(name))
      .filter(([name]) => name.startsWith(AlarmNamePrefix))
      .filter(([, alarm]) => StateValue === undefined || alarm.state === StateValue)
      .map(([, alarm]) => alarmShape(alarm))
    const { items, nextToken } = page(found, NextToken, MaxRecords, 'InvalidNextToken')
    return { MetricAlarms: items, CompositeAlarms: [], NextToken: nextToken }
  },
  SetAlarmState({ AlarmName = '', StateValue, StateReason = '' }) {
    if (StateValue === undefined || !alarms.setState(AlarmName, StateValue, StateReason))
      throw new AwsError('ResourceNotFound', `Alarm ${AlarmName} not found`, 404)
    return {}
  },
  DeleteAlarms({ AlarmNames = [] }) {
    for (const name of AlarmNames)
      if (!alarms.all.has(name)) throw new AwsError('ResourceNotFound', `Alarm ${name} not found`, 404)
    for (const name of AlarmNames) alarms.all.delete(name)
    return {}
  },
})
