import type { Threshold } from '@lockstep/shared-types/measurement'
import type { ChartLine, Span } from './chart-line.ts'
import { thresholdsOf } from './chart-line.ts'

const offScaleFactor = 4
const headroom = 1.08

export type ChartScale = {
  /** The axis begins at zero: all these are amounts, and a cut axis makes a ripple look like a wave. */
  readonly max: number
  readonly shown: readonly Threshold[]
  readonly offScale: readonly Threshold[]
}

/**
 * The top of the axis, and the thresholds that fit under it. One that lies far above every value would press the line
 * flat, so it is told in words instead.
 */
export const chartScale = (lines: readonly ChartLine[], { from, to }: Span): ChartScale => {
  const values = lines.flatMap(({ points }) =>
    points.flatMap(({ at, value }) => (value === null || at < from || at > to ? [] : [value])),
  )
  const largest = values.reduce((most, value) => Math.max(most, value), 0)
  const thresholds = thresholdsOf(lines)
  const fits = ({ limit }: Threshold) => largest === 0 || limit <= largest * offScaleFactor
  const shown = thresholds.filter(fits)
  const top = Math.max(largest, ...shown.map(({ limit }) => limit))
  return {
    max:
      lines[0]?.unit === 'count' && top < 10 ? Math.floor(top) + 1 : niceTop(top === 0 ? 1 : top * headroom),
    shown,
    offScale: thresholds.filter((threshold) => !fits(threshold)),
  }
}

/** Keeps the axis still: it grows when it must, and shrinks only when less than half of it is used. */
export const steadyTop = (before: number, now: number): number =>
  now > before || now < before / 2 ? now : before

/** From zero to the top; whole numbers for a few things. */
export const valueTicks = (max: number, isCount: boolean): readonly number[] =>
  isCount && max < 10 ? [0, max] : [0, max / 2, max]

const niceTop = (value: number): number => {
  const power = 10 ** Math.floor(Math.log10(value))
  const step = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((candidate) => candidate * power >= value) ?? 10
  return step * power
}
