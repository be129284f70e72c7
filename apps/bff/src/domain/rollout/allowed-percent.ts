import type { Problem } from '@lockstep/shared-types/problem'
import type { DriverLimits, RolloutDriverId } from '@lockstep/shared-types/rollout'
import { albWeights, nearestAlbPercent } from './alb-weights.ts'
import { samePercent } from './stages.ts'

export type PercentLimits = { readonly driver: RolloutDriverId; readonly limits: DriverLimits }

/** Why the driver cannot go from `from` to `percent`; null when it can. */
export function percentRefusal(
  { driver, limits }: PercentLimits,
  from: number,
  percent: number,
): Problem | null {
  const { percentages, maxPercent, down } = limits
  if (percent > maxPercent) return refusal(percent, `Take at most ${maxPercent} %.`, limits)
  if (down === 'zero-only' && percent < from)
    return refusal(percent, 'It goes down only to zero, which ends the rollout: press To zero.', limits)
  if (percentages !== null && !percentages.some((one) => samePercent(one, percent)))
    return refusal(percent, `Take one of ${percentages.join(', ')} %.`, limits)
  if (driver === 'alb-weights' && albWeights(percent) === null)
    return refusal(percent, `Weights are integers up to 999: take ${nearestAlbPercent(percent)} %.`, limits)
  return null
}

const refusal = (percent: number, remedy: string, { sentence }: DriverLimits): Problem => ({
  code: 'percent-not-allowed',
  title: `${percent} % cannot be set here.`,
  detail: sentence,
  remedy,
})
