import { compare } from '../decision/compare.ts'
import { forNextStage } from '../decision/comparison-memory.ts'
import { judgeGate } from '../decision/gate.ts'
import { observe } from '../decision/observe.ts'
import { blame, type Blamed } from './blame.ts'
import { isWithinGrace } from './grace.ts'
import type { Look } from './look.ts'
import { phaseOf } from './phase.ts'
import type { RolloutState } from './rollout-state.ts'

/** What the decision matrix says now, with the comparison taken further. */
export function judge(state: RolloutState, look: Look): { state: RolloutState; outcome: Blamed } {
  const seen = observe(state.memory, look.measured)
  // In the grace after a fall nothing is held against the candidate: its comparison begins when that is over.
  const memory = isWithinGrace(state, look) ? forNextStage(seen, look.now.toISOString()) : seen
  const comparison = compare(memory)
  const outcome = blame(state, look, comparison)
  return { state: { ...state, memory, comparison }, outcome }
}

/** The gate of the stage; null before the first. */
export function judgeStage(state: RolloutState, look: Look): RolloutState {
  const stage = state.stages[state.stageIndex]
  if (stage === undefined || state.phase === 'leaving') return { ...state, gate: null }
  const { bakedSeconds, stableSince, comparison, ticks, wantedPercent: percent } = state
  const timeRuns = phaseOf(state) === 'baking'
  const inputs = look.measuredForGate
  const gate = judgeGate(stage, { bakedSeconds, timeRuns, stableSince, inputs, comparison, ticks, percent })
  return { ...state, gate }
}
