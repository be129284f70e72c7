import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch'
import { describe, expect, test } from 'vitest'
import { createAlarms } from '../world/metrics/alarms.ts'
import { createMetrics } from '../world/metrics/metrics.ts'
import { call, testContext } from '../world/test-context.ts'
import { cloudwatchHandlers } from './cloudwatch.ts'

const start = Date.UTC(2026, 0, 1)
const minute = (count: number): Date => new Date(start + count * 60_000)
const hour = { StartTime: minute(0), EndTime: minute(60) }

const open = () => {
  const context = testContext(start)
  const metrics = createMetrics(context)
  return { context, metrics, handlers: cloudwatchHandlers(metrics, createAlarms(context, metrics)) }
}
const stat = (Id: string, MetricName: string, Stat = 'Sum'): MetricDataQuery => ({
  Id,
  MetricStat: { Metric: { Namespace: 'App', MetricName }, Period: 60, Stat },
})
const put = async (
  { handlers }: ReturnType<typeof open>,
  MetricName: string,
  values: readonly number[],
): Promise<void> => {
  const MetricData = values.map((Value, index) => ({ MetricName, Value, Timestamp: minute(index) }))
  await call(handlers.PutMetricData, { Namespace: 'App', MetricData })
}

describe('GetMetricData', () => {
  test('answers newest first unless asked otherwise, and leaves the end out', async () => {
    const world = open()
    await put(world, 'a', [1, 2, 3])
    const queries = { MetricDataQueries: [stat('m1', 'a')], StartTime: minute(0), EndTime: minute(2) }
    const down = await call(world.handlers.GetMetricData, queries)
    expect(down.MetricDataResults?.[0]).toMatchObject({
      Id: 'm1',
      Label: 'a',
      Values: [2, 1],
      StatusCode: 'Complete',
    })
    const up = await call(world.handlers.GetMetricData, { ...queries, ScanBy: 'TimestampAscending' })
    expect(up.MetricDataResults?.[0]?.Timestamps).toEqual([minute(0), minute(1)])
  })

  test('computes expressions over hidden queries, with the label that was asked for', async () => {
    const world = open()
    await put(world, 'errors', [1, 0])
    await put(world, 'requests', [200, 100, 50])
    const MetricDataQueries = [
      { Id: 'rate', Expression: '100 * FILL(m1, 0) / m2', Label: 'error rate' },
      { ...stat('m1', 'errors'), ReturnData: false },
      { ...stat('m2', 'requests'), ReturnData: false },
    ]
    const answer = await call(world.handlers.GetMetricData, {
      ...hour,
      MetricDataQueries,
      ScanBy: 'TimestampAscending',
    })
    expect(answer.MetricDataResults).toMatchObject([{ Id: 'rate', Label: 'error rate', Values: [0.5, 0, 0] }])
  })

  test('cuts long answers into pages that together are the whole', async () => {
    const world = open()
    await put(world, 'a', [1, 2, 3, 4, 5])
    await put(world, 'b', [6, 7])
    const input = {
      ...hour,
      MetricDataQueries: [stat('m1', 'a'), stat('m2', 'b')],
      MaxDatapoints: 3,
      ScanBy: 'TimestampAscending' as const,
    }
    const seen: Record<string, number[]> = { m1: [], m2: [] }
    const codes: (string | undefined)[] = []
    let NextToken: string | undefined
    do {
      const answer = await call(world.handlers.GetMetricData, {
        ...input,
        ...(NextToken ? { NextToken } : {}),
      })
      for (const { Id = '', Values = [], StatusCode } of answer.MetricDataResults ?? []) {
        seen[Id]?.push(...Values)
        codes.push(StatusCode)
      }
      NextToken = answer.NextToken
    } while (NextToken !== undefined)
    expect(seen).toEqual({ m1: [1, 2, 3, 4, 5], m2: [6, 7] })
    expect(codes).toEqual(['PartialData', 'Complete', 'PartialData', 'Complete'])
  })

  test('a metric without data is an empty, complete result', async () => {
    const { handlers } = open()
    const answer = await call(handlers.GetMetricData, { ...hour, MetricDataQueries: [stat('m1', 'none')] })
    expect(answer.MetricDataResults).toEqual([
      { Id: 'm1', Label: 'none', Timestamps: [], Values: [], StatusCode: 'Complete' },
    ])
  })

  test.each([
    ['a wrong id', [stat('M1', 'a')]],
    ['an id twice', [stat('m1', 'a'), stat('m1', 'b')]],
    ['a wrong statistic', [stat('m1', 'a', 'Mean')]],
    ['a wrong expression', [{ Id: 'e1', Expression: '100 *' }]],
    ['an expression that names itself', [{ Id: 'e1', Expression: 'e1 + 1' }]],
    ['no queries', []],
  ])('%s is refused', async (_, MetricDataQueries) => {
    const { handlers } = open()
    await expect(call(handlers.GetMetricData, { ...hour, MetricDataQueries })).rejects.toMatchObject({
      code: 'ValidationError',
    })
  })
})

test('GetMetricStatistics answers plain and extended statistics of values with counts', async () => {
  const { handlers } = open()
  const MetricData = [
    {
      MetricName: 'a',
      Values: [10, 20],
      Counts: [3, 1],
      Timestamp: minute(0),
      Unit: 'Milliseconds' as const,
    },
  ]
  await call(handlers.PutMetricData, { Namespace: 'App', MetricData })
  const answer = await call(handlers.GetMetricStatistics, {
    ...hour,
    Namespace: 'App',
    MetricName: 'a',
    Period: 60,
    Statistics: ['Sum', 'SampleCount', 'Average'],
    ExtendedStatistics: ['p50'],
  })
  expect(answer.Datapoints).toHaveLength(1)
  expect(answer.Datapoints?.[0]).toMatchObject({
    Sum: 50,
    SampleCount: 4,
    Average: 12.5,
    Unit: 'Milliseconds',
  })
  expect(answer.Datapoints?.[0]?.ExtendedStatistics?.['p50']).toBeCloseTo(10, 0)
})

test('ListMetrics filters by dimension, with or without its value', async () => {
  const { metrics, handlers } = open()
  for (const Service of ['x', 'y'])
    metrics.record({ namespace: 'App', name: 'a', dimensions: { Service } }, 1)
  metrics.record({ namespace: 'App', name: 'a', dimensions: {} }, 1)
  const count = async (Dimensions: { Name: string; Value?: string }[]): Promise<number | undefined> =>
    (await call(handlers.ListMetrics, { Namespace: 'App', Dimensions })).Metrics?.length
  expect([
    await count([]),
    await count([{ Name: 'Service' }]),
    await count([{ Name: 'Service', Value: 'x' }]),
  ]).toEqual([3, 2, 1])
})

test('an alarm is described with its evaluated state', async () => {
  const world = open()
  await call(world.handlers.PutMetricAlarm, {
    AlarmName: 'many',
    Namespace: 'App',
    MetricName: 'a',
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 5,
    ComparisonOperator: 'GreaterThanThreshold',
  })
  await put(world, 'a', [9])
  const state = async (): Promise<string | undefined> =>
    (await call(world.handlers.DescribeAlarms, { AlarmNames: ['many'] })).MetricAlarms?.[0]?.StateValue
  expect(await state()).toBe('INSUFFICIENT_DATA')
  world.context.advance(61_000)
  expect(await state()).toBe('ALARM')
})

test('PutMetricData refuses the namespaces of AWS and data without a value', async () => {
  const { handlers } = open()
  const refused = { code: 'InvalidParameterValue' }
  await expect(call(handlers.PutMetricData, { Namespace: 'AWS/ECS', MetricData: [] })).rejects.toMatchObject(
    refused,
  )
  const MetricData = [{ MetricName: 'a' }]
  await expect(call(handlers.PutMetricData, { Namespace: 'App', MetricData })).rejects.toMatchObject(refused)
})
