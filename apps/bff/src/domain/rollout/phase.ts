import type { RolloutPhase } from '@lockstep/shared-types/rollout-phase'
import type { RolloutState } from './rollout-state.ts'

/** The phase that follows from the rest; `leaving` and `ended` are not left again. */
export function phaseOf(state: RolloutState): RolloutPhase {
  if (state.phase === 'ended' || state.phase === 'leaving') return state.phase
  if (state.held !== null) return 'held'
  return state.settledAt !== null && state.stageIndex >= 0 && state.end === null ? 'baking' : 'shifting'
}

export const withPhase = (state: RolloutState): RolloutState => ({ ...state, phase: phaseOf(state) })
