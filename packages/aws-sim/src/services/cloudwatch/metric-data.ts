import type * as cloudwatchPackage from '@aws-sdk/client-cloudwatch'
import type { MetricDataQuery, MetricDataResult } from '@aws-sdk/client-cloudwatch'
import type { Handlers } from '../../wire/handlers.ts'
import { isStatistic } from '../../world/metrics/datapoint.ts'
import { computeExpression } from '../../world/metrics/expression.ts'
import type { Metrics } from '../../world/metrics/metrics.ts'
import { query, type TimeSeries, type Window } from '../../world/metrics/query.ts'
import { checkPeriod, dimensionsOf, validation } from './find.ts'

type Input = Parameters<NonNullable<Handlers<typeof cloudwatchPackage>['GetMetricData']>>[0]
type Range = { readonly from: number; readonly to: number }

const queryLimit = 500

const periodOf = (one: MetricDataQuery, all: readonly MetricDataQuery[]): number =>
  one.MetricStat?.Period ??
  one.Period ??
  Math.max(60, ...all.map(({ MetricStat }) => MetricStat?.Period ?? 0))

const momentsOf = ({ from, to, periodSeconds }: Window): number[] => {
  const period = periodSeconds * 1000
  const first = Math.floor(from / period) * period
  return Array.from(
    { length: Math.max(0, Math.ceil((to - first) / period)) },
    (_, index) => first + index * period,
  )
}

const checkQueries = (queries: readonly MetricDataQuery[]): void => {
  if (queries.length === 0 || queries.length > queryLimit)
    throw validation(`The collection MetricDataQueries must have 1 to ${queryLimit} members.`)
  if (new Set(queries.map(({ Id }) => Id)).size < queries.length)
    throw validation('The values for parameter Id in MetricDataQueries must be unique.')
  for (const { Id = '', MetricStat, Expression } of queries) {
    if (!/^[a-z]\w{0,254}$/.test(Id))
      throw validation(
        `The value ${Id} for parameter MetricDataQueries.member.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
      )
    if ((MetricStat === undefined) === (Expression === undefined))
      throw validation(`Exactly one of MetricStat and Expression must be given for ${Id}.`)
    if (MetricStat === undefined) continue
    checkPeriod(MetricStat.Period)
    if (!isStatistic(MetricStat.Stat ?? ''))
      throw validation(`The statistic ${MetricStat.Stat} of ${Id} is not valid.`)
  }
}

/** Computes every query of a call, an expression after those that it names. */
const computeAll = (
  metrics: Metrics,
  queries: readonly MetricDataQuery[],
  range: Range,
): Map<string, TimeSeries | null> => {
  const done = new Map<string, TimeSeries | null>()
  const open = new Set<string>()
  const compute = (one: MetricDataQuery): TimeSeries | null => {
    const { Id = '', MetricStat, Expression = '' } = one
    const known = done.get(Id)
    if (known !== undefined) return known
    // A query that leads back to itself has no value.
    if (open.has(Id)) return null
    open.add(Id)
    const window = { ...range, periodSeconds: periodOf(one, queries) }
    const result = MetricStat === undefined ? evaluate(Expression, window) : read(MetricStat, window)
    done.set(Id, result)
    return result
  }
  const read = (
    { Metric, Stat = 'Average' }: NonNullable<MetricDataQuery['MetricStat']>,
    window: Window,
  ): TimeSeries => {
    const id = {
      namespace: Metric?.Namespace ?? '',
      name: Metric?.MetricName ?? '',
      dimensions: dimensionsOf(Metric?.Dimensions),
    }
    return query(metrics, id, Stat, window)
  }
  const evaluate = (expression: string, window: Window): TimeSeries | null => {
    const moments = momentsOf(window)
    const value = computeExpression(expression, {
      lookup(id) {
        const named = queries.find(({ Id }) => Id === id)
        return named === undefined ? null : compute(named)
      },
      metrics: () =>
        queries.filter(({ MetricStat }) => MetricStat !== undefined).flatMap((one) => compute(one) ?? []),
      moments,
      periodSeconds: window.periodSeconds,
    })
    switch (value?.kind) {
      case 'series':
        return value.series
      case 'scalar':
        return new Map(moments.map((at) => [at, value.value]))
      default:
        return null
    }
  }
  for (const one of queries) compute(one)
  return done
}

/** All results of a call, each complete; the caller cuts them into pages. */
export const computeMetricData = (metrics: Metrics, input: Input): MetricDataResult[] => {
  const queries = input.MetricDataQueries ?? []
  checkQueries(queries)
  const [from, to] = [input.StartTime?.getTime() ?? 0, input.EndTime?.getTime() ?? 0]
  if (from >= to) throw validation('The parameter EndTime must be greater than the parameter StartTime.')
  const values = computeAll(metrics, queries, { from, to })
  for (const { Id = '', Expression } of queries)
    if (values.get(Id) === null)
      throw validation(`Error in expression '${Id}': the expression "${Expression}" is not valid.`)
  return queries
    .filter(({ ReturnData }) => ReturnData !== false)
    .map(({ Id = '', Label, MetricStat }) => {
      const ascending = [...(values.get(Id) ?? [])].toSorted(([a], [b]) => a - b)
      const points = input.ScanBy === 'TimestampAscending' ? ascending : ascending.toReversed()
      return {
        Id,
        Label: Label ?? MetricStat?.Metric?.MetricName ?? Id,
        Timestamps: points.map(([at]) => new Date(at)),
        Values: points.map(([, value]) => value),
        StatusCode: 'Complete',
      }
    })
}
