import type { RolloutStage } from '@lockstep/shared-types/gate'
import type { RolloutState } from './rollout-state.ts'

/** AWS keeps percentages as weights or buckets; closer than this is the same. */
export const samePercent = (a: number, b: number): boolean => Math.abs(a - b) < 0.005

/** What no driver can tell apart must not reach one: some would write it as `1e-9`. */
export const toHundredths = (percent: number): number => Math.round(percent * 100) / 100

/** Index of the last stage at or below the percentage; -1 below the first. */
export const stageAt = (stages: readonly RolloutStage[], percent: number): number =>
  stages.findLastIndex((stage) => stage.percent <= percent + 0.005)

export const stagePercent = (stages: readonly RolloutStage[], index: number): number =>
  stages[index]?.percent ?? 0

/** One stage back: from between two stages to the lower one, from the first to nobody. */
export function stageBack({
  stages,
  stageIndex,
  wantedPercent,
}: Pick<RolloutState, 'stages' | 'stageIndex' | 'wantedPercent'>): { index: number; percent: number } {
  const between = stageIndex >= 0 && wantedPercent > stagePercent(stages, stageIndex) + 0.005
  const index = Math.max(-1, between ? stageIndex : stageIndex - 1)
  return { index, percent: index < 0 ? 0 : Math.min(wantedPercent, stagePercent(stages, index)) }
}

export const isLastStage = ({ stages, stageIndex }: Pick<RolloutState, 'stages' | 'stageIndex'>): boolean =>
  stageIndex === stages.length - 1
