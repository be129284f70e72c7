import type { ChartLine, Span } from './chart-line.ts'

/** One moment with the value of each line by its key. */
export type ChartRow = { readonly at: number; readonly values: Readonly<Record<string, number | null>> }

/** A period that is missing altogether is a gap as much as one without a value. */
const missedPeriods = 1.5

/**
 * All moments of all lines in order. A line without a value at a moment has a gap there: nothing is joined across it,
 * and nothing is a zero that was not measured.
 */
export const chartRows = (lines: readonly ChartLine[]): readonly ChartRow[] => {
  const rows = new Map<number, Record<string, number | null>>()
  const put = (at: number, key: string, value: number | null) => {
    const row = rows.get(at) ?? {}
    row[key] = value
    rows.set(at, row)
  }
  for (const { key, points, periodSeconds } of lines) {
    const period = periodSeconds * 1000
    points.forEach((point, index) => {
      put(point.at, key, point.value)
      const next = points[index + 1]
      if (next !== undefined && next.at - point.at > period * missedPeriods) put(point.at + period, key, null)
    })
  }
  const keys = lines.map(({ key }) => key)
  return [...rows]
    .toSorted(([a], [b]) => a - b)
    .map(([at, values]) => ({
      at,
      values: Object.fromEntries(keys.map((key) => [key, values[key] ?? null])),
    }))
}

/** Where no line has a value: from the last that was measured to the next, or to the edge of the window. */
export const gapsOf = (rows: readonly ChartRow[], window: Span): readonly Span[] => {
  const measured = rows.filter(({ values }) => Object.values(values).some((value) => value !== null))
  if (measured.length === 0) return []
  const edges = [window.from, ...measured.map(({ at }) => at), window.to]
  const usual = usualStep(rows)
  return edges.slice(1).flatMap((to, index) => {
    const from = edges[index] ?? to
    return to - from > usual * (index === 0 || index === edges.length - 2 ? 3 : missedPeriods)
      ? [{ from, to }]
      : []
  })
}

/** The smallest distance of neighbours, which is the period; without any, nothing is a gap. */
const usualStep = (rows: readonly ChartRow[]): number =>
  rows.slice(1).reduce((least, { at }, index) => Math.min(least, at - (rows[index]?.at ?? 0)), Infinity)

/**
 * How the end of a line at a gap is marked: `alone` has one on both sides, and so no line at all; `end` on one.
 * The ends of the window are no gaps.
 */
export const gapMark = (rows: readonly ChartRow[], index: number, key: string): 'alone' | 'end' | null => {
  const isMissing = (at: number) => rows[at] !== undefined && rows[at].values[key] == null
  if (rows[index]?.values[key] == null) return null
  const hasLine = [index - 1, index + 1].some((at) => rows[at]?.values[key] != null)
  if (!hasLine) return 'alone'
  return isMissing(index - 1) || isMissing(index + 1) ? 'end' : null
}

/** What is drawn of a part of the window: one row beyond each edge, so that lines run to the edges. */
export const rowsWithin = (rows: readonly ChartRow[], { from, to }: Span): readonly ChartRow[] => {
  const first = rows.findIndex(({ at }) => at >= from)
  const last = rows.findLastIndex(({ at }) => at <= to)
  return first === -1 || last === -1 ? [] : rows.slice(Math.max(0, first - 1), last + 2)
}
