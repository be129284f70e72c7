import type { Actor } from '@lockstep/shared-types/actor'
import { forNextStage } from '../decision/comparison-memory.ts'
import type { RolloutState } from './rollout-state.ts'
import { samePercent, toHundredths } from './stages.ts'

export type Wish = {
  readonly percent: number
  readonly stageIndex: number
  readonly by: Actor
  readonly at: string
  /** What was done, for whoever comes second: `Ana set it to 20 %.` */
  readonly sentence: string
}

/** Another percentage is wanted. Another stage begins its time, its comparison and its ticks anew. */
export function want(state: RolloutState, { stageIndex, by, at, sentence, ...wish }: Wish): RolloutState {
  const percent = toHundredths(wish.percent)
  const moved = !samePercent(percent, state.wantedPercent)
  const wanted: RolloutState = {
    ...state,
    wantedPercent: percent,
    wantedBy: by,
    wantedAt: at,
    settledAt: moved ? null : state.settledAt,
    undoneSince: moved ? undefined : state.undoneSince,
    told: moved ? [...state.told, { percent: state.wantedPercent, at }] : state.told,
    graceFrom: null,
    lastChange: { by, at, sentence },
  }
  return stageIndex === state.stageIndex ? wanted : enterStage(wanted, stageIndex, at)
}

/** The same stage may be entered again, after a fall: its time begins anew as well. */
export const enterStage = (state: RolloutState, stageIndex: number, at: string): RolloutState => ({
  ...state,
  stageIndex,
  stageSince: at,
  bakedSeconds: 0,
  stableSince: null,
  ticks: {},
  gate: null,
  comparison: null,
  memory: forNextStage(state.memory, at),
})
