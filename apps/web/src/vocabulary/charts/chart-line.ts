import type { MetricUnit, Threshold } from '@lockstep/shared-types/measurement'

/** A moment in milliseconds since 1970, and what was measured then; null where nothing was. */
export type ChartPoint = { readonly at: number; readonly value: number | null }

/** Colour and dash: either alone tells lines apart. */
export type LineLook = { readonly stroke: string; readonly dash: string; readonly width: number }

/** One line of a chart. */
export type ChartLine = {
  /** Unique within the chart. */
  readonly key: string
  readonly label: string
  readonly unit: MetricUnit
  readonly periodSeconds: number
  /** Oldest first. */
  readonly points: readonly ChartPoint[]
  readonly thresholds: readonly Threshold[]
  /** Why it could not be read; null when it could. */
  readonly unreadable: string | null
  /** What of it is not counted, in a sentence; absent when all is. */
  readonly note?: string | undefined
  readonly look: LineLook
}

/** From and to in milliseconds since 1970. */
export type Span = { readonly from: number; readonly to: number }

/** The last measured point; null when there is none. */
export const latestPoint = ({ points }: Pick<ChartLine, 'points'>): ChartPoint | null =>
  points.findLast(({ value }) => value !== null) ?? null

/** The value at a moment: that of the period that it falls into, never a neighbour's. */
export const valueAt = ({ points, periodSeconds }: ChartLine, at: number): number | null =>
  points.findLast((point) => point.at <= at && at - point.at < periodSeconds * 1000)?.value ?? null

/** Thresholds of all lines, each once: baseline and candidate share theirs. */
export const thresholdsOf = (lines: readonly ChartLine[]): readonly Threshold[] => [
  ...new Map(
    lines
      .flatMap(({ thresholds }) => thresholds)
      .map((one) => [`${one.metric} ${one.level} ${one.comparison} ${one.limit}`, one]),
  ).values(),
]
