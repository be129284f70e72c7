import type { Measurements, MetricId } from '@lockstep/shared-types/measurement'
import type { ChartLine } from '../../vocabulary/charts/chart-line.ts'
import {
  endpointLines,
  metricLines,
  titleOf,
  variantLines,
} from '../../vocabulary/charts/measurement-lines.ts'
import { metricTitle } from '../../vocabulary/charts/metric-title.ts'
import type { MetricsFilter } from './metrics-filter.ts'

export type Panel = {
  readonly id: string
  readonly title: string
  readonly lines: readonly ChartLine[]
  /** Several metrics share it. */
  readonly named: boolean
}

const latencies = ['latency-p50', 'latency-p95', 'latency-p99'] as const satisfies readonly MetricId[]
const order = [
  'error-rate',
  'latency-p95',
  'latency-p50',
  'latency-p99',
  'requests',
  'healthy-hosts',
  'database-connections',
  'frontend-error-rate',
] as const satisfies readonly MetricId[]

/**
 * What is drawn. Of everybody, the latencies share a chart; baseline and candidate have one for each, for six lines in
 * one chart tell nothing. A metric that is not told apart, such as the database's, is everybody's.
 */
export const panelsOf = (
  measurements: Measurements,
  { endpoint, split }: Pick<MetricsFilter, 'endpoint' | 'split'>,
): readonly Panel[] => {
  const divided = (metric: MetricId) =>
    split === 'variants' ? variantLines(measurements, metric, endpoint) : []
  const whole = (metrics: readonly MetricId[]) =>
    endpoint === null
      ? metricLines(measurements, metrics)
      : metrics.flatMap((metric) => endpointLines(measurements, metric, endpoint))
  const isDivided = latencies.some((metric) => divided(metric).length > 0)
  const panels = order.flatMap((metric): readonly Panel[] => {
    const isLatency = latencies.some((one) => one === metric)
    if (isLatency && !isDivided)
      return metric === 'latency-p95'
        ? [{ id: 'latency', title: 'Latency', lines: whole(latencies), named: true }]
        : []
    const own = divided(metric)
    const lines = own.length > 0 ? own : whole([metric])
    return [{ id: metric, title: titleOf(metricTitle[metric], metric, lines), lines, named: false }]
  })
  return panels.filter(({ lines }) => lines.length > 0)
}
