import type { DriverLimits, Rollout } from '@lockstep/shared-types/rollout'
import { formatShare } from '../../lib/format-number.ts'

export type PercentChoice =
  | { readonly percent: number; readonly error: null }
  | { readonly percent: null; readonly error: string }

const bad = (error: string): PercentChoice => ({ percent: null, error })

/** What was typed, as a percentage that the driver can set; or why it is none. `12,5 %` counts as 12.5. */
export const readPercent = (text: string, { limits, wantedPercent }: Bounds): PercentChoice => {
  const typed = text.trim().replace(/\s*%$/, '').replace(',', '.')
  if (typed === '') return bad('Type a percentage from 0 to 100.')
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(typed)) return bad(`“${text.trim()}” is not a number.`)
  const percent = Number(typed)
  if (percent < 0 || percent > 100) return bad('A percentage is from 0 to 100.')
  if (/\.\d{3,}$/.test(typed.replace(/0+$/, ''))) return bad('At most two decimals.')
  return choosePercent(percent, { limits, wantedPercent })
}

type Bounds = Pick<Rollout, 'limits' | 'wantedPercent'>

/** The percentage, if the driver can go there from what is wanted now. */
export const choosePercent = (percent: number, { limits, wantedPercent }: Bounds): PercentChoice => {
  if (limits.percentages !== null && !limits.percentages.includes(percent))
    return bad(`This driver can set only ${listed(limits.percentages)}.`)
  if (percent > limits.maxPercent) return bad(`This driver goes up to ${formatShare(limits.maxPercent)}.`)
  if (limits.down === 'zero-only' && percent < wantedPercent)
    return bad('Down, this driver goes only to zero, which ends the rollout: press To zero.')
  return { percent, error: null }
}

/** `0 %, 10 % and 100 %`. */
const listed = (percentages: readonly number[]): string => {
  const texts = percentages.map(formatShare)
  const last = texts.at(-1) ?? ''
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(', ')} and ${last}`
}

const usualPercentages = [0, 1, 5, 10, 25, 50, 100]

/** The stages and the usual steps, as far as the driver can go there. */
export const presetsOf = ({
  stages,
  limits,
  wantedPercent,
}: Bounds & Pick<Rollout, 'stages'>): readonly number[] => {
  const candidates = limits.percentages ?? [...usualPercentages, ...stages.map(({ percent }) => percent)]
  return [...new Set(candidates)]
    .filter((percent) => choosePercent(percent, { limits, wantedPercent }).error === null)
    .toSorted((a, b) => a - b)
}

/** The slider's positions: whole percentages, or the only ones that the driver can set. */
export const sliderRange = (
  limits: DriverLimits,
): {
  readonly max: number
  readonly percentOf: (position: number) => number
  readonly positionOf: (percent: number) => number
} => {
  const { percentages, maxPercent } = limits
  if (percentages === null)
    return {
      max: maxPercent,
      percentOf: (position) => Math.round(position),
      positionOf: (percent) => percent,
    }
  const sorted = percentages.toSorted((a, b) => a - b)
  return {
    max: sorted.length - 1,
    percentOf: (position) => sorted[Math.round(position)] ?? 0,
    positionOf: (percent) => sorted.filter((one) => one <= percent).length - 1,
  }
}
