import { compare } from '../decision/compare.ts'
import { forNextStage } from '../decision/comparison-memory.ts'
import { decide, type Outcome } from '../decision/decide.ts'
import { judgeGate } from '../decision/gate.ts'
import { observe } from '../decision/observe.ts'
import type { DecisionInputs, VariantWindow } from '../decision/variant-window.ts'
import { isWithinGrace } from './grace.ts'
import type { Look } from './look.ts'
import { phaseOf } from './phase.ts'
import type { RolloutState } from './rollout-state.ts'

/** What the decision matrix says now, with the comparison taken further. */
export function judge(state: RolloutState, look: Look): { state: RolloutState; outcome: Outcome } {
  const seen = observe(state.memory, look.measured)
  // In the grace after a fall nothing is held against the candidate: its comparison begins when that is over.
  const memory = isWithinGrace(state, look) ? forNextStage(seen, look.now.toISOString()) : seen
  const comparison = compare(memory)
  const outcome = decide(look.policy, decisionInputs(state, look.measured), comparison)
  return { state: { ...state, memory, comparison }, outcome }
}

/** The gate of the stage; null before the first. */
export function judgeStage(state: RolloutState, look: Look): RolloutState {
  const stage = state.stages[state.stageIndex]
  if (stage === undefined || state.phase === 'leaving') return { ...state, gate: null }
  const { bakedSeconds, stableSince, comparison, ticks } = state
  const timeRuns = phaseOf(state) === 'baking'
  const inputs = look.measuredForGate
  const gate = judgeGate(stage, { bakedSeconds, timeRuns, stableSince, inputs, comparison, ticks })
  return { ...state, gate }
}

/**
 * While nobody is on the candidate, and until its first measurements can be there, the environment as a whole decides:
 * a candidate without numbers is then no reason to hold.
 */
function decisionInputs(state: RolloutState, inputs: DecisionInputs): DecisionInputs {
  const { candidate, now, staleAfterSeconds } = inputs
  if (candidate === null || isCurrent(candidate, inputs)) return inputs
  const sinceSettled = state.settledAt === null ? 0 : (now.getTime() - Date.parse(state.settledAt)) / 1000
  const tooEarly = sinceSettled < staleAfterSeconds + candidate.periodSeconds
  return state.appliedPercent === 0 || tooEarly ? { ...inputs, candidate: null } : inputs
}

/** Hosts are counted without any traffic as well: only requests tell that somebody is on it. */
const isCurrent = (
  { newestAt, periodSeconds, requests }: VariantWindow,
  { now, staleAfterSeconds }: DecisionInputs,
): boolean =>
  newestAt !== null &&
  (requests ?? 0) > 0 &&
  now.getTime() - Date.parse(newestAt) <= (staleAfterSeconds + periodSeconds) * 1000
