import type { MetricDatum } from '@aws-sdk/client-cloudwatch'
import type { Metrics } from '../../world/metrics/metrics.ts'
import { dimensionsOf, invalid } from './find.ts'

/** Stores one datum: a value, values with counts, or a statistic set. */
export const putDatum = (metrics: Metrics, namespace: string, datum: MetricDatum): void => {
  const { MetricName: name = '', Dimensions, Timestamp, Value, Values, Counts, StatisticValues, Unit } = datum
  if (name === '') throw invalid('The parameter MetricData.member.MetricName is required.')
  const id = { namespace, name, dimensions: dimensionsOf(Dimensions) }
  const options = {
    ...(Timestamp === undefined ? {} : { at: Timestamp.getTime() }),
    ...(Unit === undefined ? {} : { unit: Unit }),
    resolutionSeconds: datum.StorageResolution === 1 ? (1 as const) : (60 as const),
  }
  if (Values !== undefined && Values.length > 0) {
    if (Counts !== undefined && Counts.length !== Values.length)
      throw invalid('The collections Values and Counts must have the same size.')
    Values.forEach((value, index) => metrics.record(id, value, { ...options, count: Counts?.[index] ?? 1 }))
    return
  }
  if (StatisticValues !== undefined) {
    const { Sum = 0, SampleCount = 0, Minimum = 0, Maximum = 0 } = StatisticValues
    const point = { sum: Sum, count: SampleCount, minimum: Minimum, maximum: Maximum, histogram: null }
    return metrics.recordDatapoint(id, point, options)
  }
  if (Value === undefined || !Number.isFinite(Value))
    throw invalid('At least one of the parameters Value, Values and StatisticValues must be given.')
  metrics.record(id, Value, options)
}
