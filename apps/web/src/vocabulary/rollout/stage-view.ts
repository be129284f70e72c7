import type { RolloutStage } from '@lockstep/shared-types/gate'
import type { Rollout } from '@lockstep/shared-types/rollout'
import { secondsUntil } from '../../lib/format-countdown.ts'
import type { StatusLook } from '../../ui/badge.tsx'
import { gateLook, phaseLook } from './rollout-look.ts'

export type TrackedRollout = Pick<
  Rollout,
  | 'stages'
  | 'stageIndex'
  | 'phase'
  | 'end'
  | 'bakeUntil'
  | 'bakeRemainingSeconds'
  | 'gate'
  | 'wantedPercent'
  | 'held'
>

export type StageView = {
  readonly percent: number
  readonly bakeSeconds: number
  readonly position: 'passed' | 'current' | 'next'
  readonly look: StatusLook
  /** Of the gate, where it is looked at now. */
  readonly gate: StatusLook | null
}

/** Each stage as the track shows it. */
export const stageViews = (rollout: TrackedRollout): readonly StageView[] =>
  rollout.stages.map((stage, index) => stageView(rollout, stage, index))

const stageView = (rollout: TrackedRollout, stage: RolloutStage, index: number): StageView => {
  const { stageIndex, phase, end, gate } = rollout
  const common = { percent: stage.percent, bakeSeconds: stage.bakeSeconds, gate: null }
  const isOver = phase === 'ended' || phase === 'leaving'
  const reachedFull = isOver && end?.how === 'full'
  if (reachedFull || index < stageIndex) return { ...common, position: 'passed', look: passed }
  if (index > stageIndex) return { ...common, position: 'next', look: isOver ? notReached : next }
  if (isOver) return { ...common, position: 'current', look: phase === 'ended' ? left : phaseLook.leaving }
  return {
    ...common,
    position: 'current',
    look: phaseLook[phase],
    gate: gate === null ? null : gateLook[gate.state],
  }
}

const passed: StatusLook = { tone: 'ok', icon: 'check', word: 'Passed' }
const next: StatusLook = { tone: 'idle', icon: 'waiting', word: 'Next' }
const notReached: StatusLook = { tone: 'idle', icon: 'stopped', word: 'Not reached' }
const left: StatusLook = { tone: 'bad', icon: 'stopped', word: 'Taken off here' }

/** 0 to 100: how much of the stage's bake time is over. */
export const bakePercent = (
  { stages, stageIndex, bakeUntil, bakeRemainingSeconds }: TrackedRollout,
  nowMilliseconds: number,
): number => {
  const total = stages[stageIndex]?.bakeSeconds ?? 0
  const remaining =
    bakeUntil === null ? bakeRemainingSeconds : Math.max(0, secondsUntil(bakeUntil, nowMilliseconds))
  if (total === 0) return 100
  if (remaining === null) return 0
  return Math.min(100, Math.max(0, (1 - remaining / total) * 100))
}
