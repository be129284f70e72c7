import type * as cloudwatchPackage from '@aws-sdk/client-cloudwatch'
import type { Datapoint, StandardUnit } from '@aws-sdk/client-cloudwatch'
import type { Handlers } from '../../wire/handlers.ts'
import { isStatistic, statistic } from '../../world/metrics/datapoint.ts'
import type { Metrics } from '../../world/metrics/metrics.ts'
import { periods } from '../../world/metrics/query.ts'
import { page } from '../paging.ts'
import { checkPeriod, dimensionList, dimensionsOf, invalid } from './find.ts'
import { computeMetricData } from './metric-data.ts'
import { pageOfResults } from './metric-pages.ts'
import { putDatum } from './put-datum.ts'

type CloudWatchHandlers = Handlers<typeof cloudwatchPackage>

const datapointLimit = 100_800

export const metricHandlers = (metrics: Metrics): CloudWatchHandlers => ({
  PutMetricData({ Namespace = '', MetricData = [] }) {
    if (Namespace === '' || Namespace.startsWith('AWS/'))
      throw invalid('The value AWS/ for parameter Namespace is invalid.')
    if (MetricData.length > 1000)
      throw invalid('The collection MetricData must not have more than 1000 members.')
    for (const datum of MetricData) putDatum(metrics, Namespace, datum)
    return {}
  },

  GetMetricData(input) {
    const results = computeMetricData(metrics, input)
    const limit = Math.min(input.MaxDatapoints ?? datapointLimit, datapointLimit)
    return { ...pageOfResults(results, input.NextToken, limit), Messages: [] }
  },

  GetMetricStatistics(input) {
    const {
      Namespace: namespace = '',
      MetricName: name = '',
      Dimensions,
      Statistics = [],
      ExtendedStatistics = [],
    } = input
    const periodSeconds = checkPeriod(input.Period)
    const [from, to] = [input.StartTime?.getTime() ?? 0, input.EndTime?.getTime() ?? 0]
    if (from >= to) throw invalid('The parameter StartTime must be less than the parameter EndTime.')
    const wrong = ExtendedStatistics.find((stat) => !isStatistic(stat))
    if (wrong !== undefined)
      throw invalid(`The value ${wrong} for parameter ExtendedStatistics is not supported.`)
    const id = { namespace, name, dimensions: dimensionsOf(Dimensions) }
    const unit = unitOf(metrics.series(id)?.unit)
    const found = [...periods(metrics, id, { from, to, periodSeconds })]
    if (found.length > 1440)
      throw invalid(`You have requested ${found.length} datapoints, which exceeds the limit of 1,440.`)
    const Datapoints = found.map(([at, point]): Datapoint => {
      const plain = Statistics.map((stat) => [stat, statistic(point, stat)] as const)
      const extended = ExtendedStatistics.flatMap((stat) => {
        const value = statistic(point, stat)
        return value === null ? [] : [[stat, value] as const]
      })
      return {
        Timestamp: new Date(at),
        Unit: unit,
        ...Object.fromEntries(plain),
        ...(extended.length === 0 ? {} : { ExtendedStatistics: Object.fromEntries(extended) }),
      }
    })
    return { Label: name, Datapoints }
  },

  ListMetrics({ Namespace, MetricName, Dimensions = [], NextToken }) {
    const found = [...metrics.all()]
      .filter(({ namespace }) => Namespace === undefined || namespace === Namespace)
      .filter(({ name }) => MetricName === undefined || name === MetricName)
      .filter(({ dimensions }) =>
        Dimensions.every(
          ({ Name = '', Value }) => Name in dimensions && (Value === undefined || dimensions[Name] === Value),
        ),
      )
    const { items, nextToken } = page(found, NextToken, 500, 'InvalidParameterValue')
    return {
      Metrics: items.map(({ namespace, name, dimensions }) => ({
        Namespace: namespace,
        MetricName: name,
        Dimensions: dimensionList(dimensions),
      })),
      NextToken: nextToken,
    }
  },
})

const units: readonly StandardUnit[] = [
  'Count',
  'Seconds',
  'Milliseconds',
  'Percent',
  'Bytes',
  'Count/Second',
  'None',
]
const unitOf = (unit: string | undefined): StandardUnit => units.find((known) => known === unit) ?? 'None'
