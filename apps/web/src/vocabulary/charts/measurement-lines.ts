import type { Variant } from '@lockstep/shared-types/decision'
import type { MeasurementSeries, Measurements, MetricId } from '@lockstep/shared-types/measurement'
import { formatDuration } from '../../lib/format-duration.ts'
import type { ChartLine, LineLook, Span } from './chart-line.ts'
import { metricLook, variantLook } from './line-look.ts'
import { metricName } from './metric-title.ts'

const variantTitle = {
  all: 'All traffic',
  baseline: 'Baseline',
  candidate: 'Candidate',
} as const satisfies Record<Variant, string>

const toLine = (series: MeasurementSeries, key: string, label: string, look: LineLook): ChartLine => ({
  key,
  label,
  unit: series.unit,
  periodSeconds: series.periodSeconds,
  points: series.points.map(({ at, value }) => ({ at: Date.parse(at), value })),
  thresholds: series.thresholds,
  unreadable: series.unreadable,
  note: series.note,
  look,
})

/** The environment as a whole, one line for each metric that it has. */
export const metricLines = ({ series }: Measurements, metrics: readonly MetricId[]): readonly ChartLine[] =>
  metrics.flatMap((metric) =>
    series
      .filter((one) => one.metric === metric)
      .map((one) => toLine(one, metric, metricName[metric], metricLook[metric])),
  )

/** Baseline and candidate of one metric; of an endpoint, or of all of them (null). Empty where they are not told apart. */
export const variantLines = (
  { variants }: Measurements,
  metric: MetricId,
  endpoint: string | null,
): readonly ChartLine[] =>
  (['baseline', 'candidate'] as const).flatMap((variant) =>
    variants
      .filter((one) => one.metric === metric && one.variant === variant && one.endpoint === endpoint)
      .map((one) => toLine(one, variant, variantTitle[variant], variantLook[variant])),
  )

/** One metric of an endpoint, of everybody. */
export const endpointLines = (
  { variants }: Measurements,
  metric: MetricId,
  endpoint: string,
): readonly ChartLine[] =>
  variants
    .filter((one) => one.metric === metric && one.variant === 'all' && one.endpoint === endpoint)
    .map((one) => toLine(one, metric, metricName[metric], variantLook.all))

/** Whether a candidate had traffic in the window: before and after a rollout there is nothing to compare. */
export const hasCandidate = ({ variants }: Measurements): boolean =>
  variants.some(
    ({ variant, metric, points }) =>
      variant === 'candidate' && metric === 'requests' && points.some(({ value }) => (value ?? 0) > 0),
  )

/** A number of requests says over how long it was counted, for the periods grow with the window. */
export const titleOf = (title: string, metric: MetricId, lines: readonly ChartLine[]): string => {
  const period = lines[0]?.periodSeconds
  if (metric !== 'requests' || period === undefined) return title
  return `${title} per ${period === 60 ? 'minute' : formatDuration(period)}`
}

export const windowOf = ({ from, to }: Pick<Measurements, 'from' | 'to'>): Span => ({
  from: Date.parse(from),
  to: Date.parse(to),
})

/** Every endpoint that something was measured of, by name. */
export const endpointsOf = ({ variants }: Measurements): readonly string[] =>
  [...new Set(variants.flatMap(({ endpoint }) => endpoint ?? []))].toSorted()
