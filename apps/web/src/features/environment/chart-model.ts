import type {
  MeasurementSeries,
  Measurements,
  MetricId,
  MetricUnit,
  Threshold,
} from '@lockstep/shared-types/measurement'
import {
  formatCompactCount,
  formatCount,
  formatMilliseconds,
  formatPercent,
} from '../../lib/format-number.ts'

export type ChartPanel = {
  readonly id: string
  readonly title: string
  readonly metrics: readonly MetricId[]
  /** Takes the whole width. */
  readonly wide: boolean
}

/** What is drawn together. */
export const chartPanels: readonly ChartPanel[] = [
  { id: 'errors', title: 'Error rate', metrics: ['error-rate'], wide: true },
  { id: 'latency', title: 'Latency', metrics: ['latency-p50', 'latency-p95', 'latency-p99'], wide: true },
  { id: 'requests', title: 'Requests', metrics: ['requests'], wide: false },
  { id: 'hosts', title: 'Healthy hosts', metrics: ['healthy-hosts'], wide: false },
]

export const metricName = {
  'error-rate': 'Error rate',
  'latency-p50': 'p50',
  'latency-p95': 'p95',
  'latency-p99': 'p99',
  requests: 'Requests',
  'healthy-hosts': 'Hosts',
  'database-connections': 'Database connections',
  'frontend-error-rate': 'Frontend error rate',
} as const satisfies Record<MetricId, string>

/** A value with its unit, for labels and the table. */
export const formatMetric = (value: number, unit: MetricUnit): string => {
  switch (unit) {
    case 'percent':
      return formatPercent(value)
    case 'milliseconds':
      return formatMilliseconds(value)
    case 'count':
      return formatCount(value)
  }
}

/** The same, short, for an axis or a limit. */
export const formatTick = (value: number, unit: MetricUnit): string =>
  shortForm(value, unit).replace(' ', '\u00a0')

const shortForm = (value: number, unit: MetricUnit): string =>
  unit === 'count'
    ? formatCompactCount(value)
    : unit === 'percent'
      ? `${Number(value.toFixed(2))} %`
      : formatMetric(value, unit)

/** One moment with the value of each metric; null where nothing was measured. */
export type ChartRow = { readonly at: number } & { readonly [metric in MetricId]?: number | null }

export const seriesOf = (measurements: Measurements, panel: ChartPanel): readonly MeasurementSeries[] =>
  panel.metrics.flatMap((metric) => measurements.series.filter((series) => series.metric === metric))

/** All moments of all series in order. A series without a value at a moment has a gap there, never a zero. */
export const chartRows = (series: readonly MeasurementSeries[]): ChartRow[] => {
  const rows = new Map<number, { at: number } & { [metric in MetricId]?: number | null }>()
  for (const { metric, points } of series)
    for (const point of points) {
      const at = Date.parse(point.at)
      const row = rows.get(at) ?? { at }
      row[metric] = point.value
      rows.set(at, row)
    }
  return [...rows.values()].toSorted((a, b) => a.at - b.at)
}

const offScaleFactor = 4

/**
 * The top of the axis, and the thresholds that fit under it. One that lies far above every value would
 * press the line flat, so it is told in words instead.
 */
export const chartScale = (series: readonly MeasurementSeries[]) => {
  const values = series.flatMap(({ points }) =>
    points.flatMap(({ value }) => (value === null ? [] : [value])),
  )
  const largest = Math.max(0, ...values)
  const thresholds = series.flatMap((one) => one.thresholds)
  const fits = ({ limit }: Threshold) => largest === 0 || limit <= largest * offScaleFactor
  const shown = thresholds.filter(fits)
  const top = Math.max(largest, ...shown.map(({ limit }) => limit))
  return {
    max: series[0]?.unit === 'count' && top < 10 ? Math.floor(top) + 1 : niceTop(top === 0 ? 1 : top * 1.08),
    shown,
    offScale: thresholds.filter((threshold) => !fits(threshold)),
  }
}

/** `p95 warning above 1 s`; a panel of one metric leaves its name out. */
export const thresholdLabel = (
  { metric, level, comparison, limit }: Threshold,
  unit: MetricUnit,
  named: boolean,
) => `${named ? `${metricName[metric]} ` : ''}${level} ${comparison} ${formatTick(limit, unit)}`

const labelShare = 0.22

/** The markers in the window, the latest of neighbours with its label: labels that overlap cannot be read. */
export const chartMarkers = ({ markers, from, to }: Pick<Measurements, 'markers' | 'from' | 'to'>) => {
  const [start, end] = [Date.parse(from), Date.parse(to)]
  const inWindow = markers
    .map(({ releaseId, at, label }) => ({ releaseId, at: Date.parse(at), label }))
    .filter(({ at }) => at >= start && at <= end)
    .toSorted((a, b) => b.at - a.at)
  let lastLabelled = Number.POSITIVE_INFINITY
  return inWindow.map((marker) => {
    const hasRoom = lastLabelled - marker.at > (end - start) * labelShare
    if (hasRoom) lastLabelled = marker.at
    return { ...marker, label: hasRoom ? marker.label : null, isLate: marker.at > (start + end) / 2 }
  })
}

/** The last measured value; null when there is none. */
export const latestOf = ({ points }: MeasurementSeries): number | null =>
  points.findLast(({ value }) => value !== null)?.value ?? null

const niceTop = (value: number): number => {
  const power = 10 ** Math.floor(Math.log10(value))
  const step = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((candidate) => candidate * power >= value) ?? 10
  return step * power
}
