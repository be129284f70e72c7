import { paginateGetMetricData, type MetricDataQuery } from '@aws-sdk/client-cloudwatch'
import { z } from 'zod'
import type { Clock } from '../../domain/clock.ts'
import { environmentKey, type Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import type { MeasuredSeries, MeasurementWindow, ReadMetrics } from '../../features/measurements/ports.ts'
import type { AwsClientFactory } from './clients.ts'
import { combineMetrics, type RawTargetGroup } from './combine-metrics.ts'
import type { TargetGroupDimensions } from './load-balancer-dimensions.ts'
import { metricQuery, type RawMetric } from './metric-queries.ts'
import { readAws } from './reading.ts'

/** Only what is read of a page. */
const Page = z.object({
  MetricDataResults: z
    .array(
      z.object({
        Id: z.string(),
        Timestamps: z.array(z.date()).default([]),
        Values: z.array(z.number()).default([]),
        StatusCode: z.string().default('Complete'),
      }),
    )
    .default([]),
})

const queriesPerCall = 500

type Values = Map<number, number>
type Found = Reading<readonly TargetGroupDimensions[]>
type Wanted = { readonly environment: Environment; readonly groups: readonly TargetGroupDimensions[] }

/** Fills `target` with one page; a query that CloudWatch could not answer throws. */
function collect(page: unknown, target: ReadonlyMap<string, Values>): void {
  for (const { Id, Timestamps, Values: values, StatusCode } of Page.parse(page).MetricDataResults) {
    if (StatusCode === 'InternalError' || StatusCode === 'Forbidden')
      throw Object.assign(new Error(`a query ended with ${StatusCode}`), {
        name: StatusCode === 'Forbidden' ? 'AccessDenied' : 'InternalError',
      })
    for (const [index, at] of Timestamps.entries()) {
      const value = values[index]
      if (value !== undefined) target.get(Id)?.set(at.getTime(), value)
    }
  }
}

/** Reads load balancer metrics of many environments, up to 500 queries in one GetMetricData call per account and region. */
export function createCloudWatchMetricReader(
  factory: AwsClientFactory,
  clock: Clock,
  findDimensions: (environment: Environment) => Promise<Found>,
): ReadMetrics {
  const fetchAll = async (
    environment: Environment,
    queries: readonly MetricDataQuery[],
    { from, to }: MeasurementWindow,
    target: ReadonlyMap<string, Values>,
  ): Promise<void> => {
    const batches = Array.from({ length: Math.ceil(queries.length / queriesPerCall) }, (_, index) =>
      queries.slice(index * queriesPerCall, (index + 1) * queriesPerCall),
    )
    const client = factory.for(environment).cloudWatch
    await Promise.all(
      batches.map(async (batch) => {
        const input = {
          StartTime: from,
          EndTime: to,
          ScanBy: 'TimestampAscending',
          MetricDataQueries: batch,
        } as const
        for await (const page of paginateGetMetricData({ client }, input)) collect(page, target)
      }),
    )
  }

  /** All environments of one account and region. */
  const readTogether = async (
    wanted: readonly Wanted[],
    window: MeasurementWindow,
  ): Promise<Map<Environment, Reading<readonly MeasuredSeries[]>>> => {
    const values = new Map<string, Values>()
    const queries: MetricDataQuery[] = []
    const raw = wanted.map(({ environment, groups }) => ({
      environment,
      groups: groups.map((dimensions): RawTargetGroup => {
        const ask = (metric: RawMetric): Values => {
          const id = `q${queries.length}`
          const answer: Values = new Map()
          queries.push(metricQuery(id, metric, dimensions, window.periodSeconds))
          values.set(id, answer)
          return answer
        }
        return {
          requests: ask('requests'),
          errors: ask('errors'),
          p50: ask('p50'),
          p95: ask('p95'),
          p99: ask('p99'),
          hosts: ask('hosts'),
        }
      }),
    }))
    const [first] = wanted
    const fetched =
      first === undefined ? Promise.resolve() : fetchAll(first.environment, queries, window, values)
    const entries = raw.map(async ({ environment, groups }) => {
      const source = { operation: 'cloudwatch:GetMetricData', resource: environmentKey(environment) }
      const reading = await readAws(source, clock, async () => {
        await fetched
        return combineMetrics(groups, window)
      })
      return [environment, reading] as const
    })
    return new Map(await Promise.all(entries))
  }

  return async (environments, window) => {
    const found = await Promise.all(environments.map((environment) => findDimensions(environment)))
    const readable = environments.flatMap((environment, index): Wanted[] => {
      const dimensions = found[index]
      return dimensions?.state === 'read' ? [{ environment, groups: dimensions.value }] : []
    })
    const accounts = Object.values(
      Object.groupBy(readable, ({ environment }) => JSON.stringify(environment.aws)),
    )
    const results = await Promise.all(accounts.map((wanted = []) => readTogether(wanted, window)))
    const byEnvironment = new Map(results.flatMap((result) => [...result]))
    return environments.flatMap((environment, index) => {
      const dimensions = found[index]
      if (dimensions === undefined) return []
      return byEnvironment.get(environment) ?? (dimensions.state === 'read' ? [] : dimensions)
    })
  }
}
