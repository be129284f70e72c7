import type { MetricId } from '@lockstep/shared-types/measurement'
import type { MeasuredSeries, MeasurementWindow } from '../../features/measurements/ports.ts'
import type { RawMetric } from './metric-queries.ts'

/** Values of one raw metric of one target group, by the start of their period in milliseconds since 1970. */
export type RawSeries = ReadonlyMap<number, number>
export type RawTargetGroup = Readonly<Record<RawMetric, RawSeries>>

const add = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Null when no target group has a value: a gap is a gap. */
const across = (
  groups: readonly RawTargetGroup[],
  metric: RawMetric,
  at: number,
  join: (values: readonly number[]) => number,
): number | null => {
  const values = groups.flatMap((group) => group[metric].get(at) ?? [])
  return values.length === 0 ? null : join(values)
}

const slowest = (values: readonly number[]): number => Math.max(...values) * 1000

function errorRate(groups: readonly RawTargetGroup[], at: number): number | null {
  const requests = across(groups, 'requests', at, add)
  if (requests === null || requests === 0) return null
  // CloudWatch reports no errors by reporting nothing.
  return ((across(groups, 'errors', at, add) ?? 0) / requests) * 100
}

/**
 * Makes our metrics of what CloudWatch measured, one point for every period of the window. Of several target
 * groups, counts are added, and the slowest latency counts: percentiles cannot be added.
 */
export function combineMetrics(
  groups: readonly RawTargetGroup[],
  { from, to, periodSeconds }: MeasurementWindow,
): MeasuredSeries[] {
  const step = periodSeconds * 1000
  const length = Math.max(0, Math.ceil((to.getTime() - from.getTime()) / step))
  const times = Array.from({ length }, (_, index) => from.getTime() + index * step)
  const series = (
    metric: MetricId,
    unit: MeasuredSeries['unit'],
    valueAt: (at: number) => number | null,
  ): MeasuredSeries => ({
    metric,
    unit,
    periodSeconds,
    points: times.map((at) => ({ at: new Date(at).toISOString(), value: valueAt(at) })),
  })
  return [
    series('error-rate', 'percent', (at) => errorRate(groups, at)),
    series('latency-p50', 'milliseconds', (at) => across(groups, 'p50', at, slowest)),
    series('latency-p95', 'milliseconds', (at) => across(groups, 'p95', at, slowest)),
    series('latency-p99', 'milliseconds', (at) => across(groups, 'p99', at, slowest)),
    series('requests', 'count', (at) => across(groups, 'requests', at, add)),
    series('healthy-hosts', 'count', (at) => across(groups, 'hosts', at, add)),
  ]
}
