import { decide } from '../decision/decide.ts'
import { lockstepActor } from '../release/actors.ts'
import type { Blamed } from './blame.ts'
import { isWithinGrace } from './grace.ts'
import type { Look } from './look.ts'
import { paused } from './paused.ts'
import { isMainDown } from './receiving-half.ts'
import type { RolloutState } from './rollout-state.ts'

/**
 * Main serves again, and what was measured still holds the minutes in which it did not: a call that failed, errors of the
 * environment as a whole. The candidate answers for its own numbers alone. Null when it is judged as usual.
 */
export function excused(
  state: RolloutState,
  { measured, policy, now }: Look,
  outcome: Blamed,
  comparison: RolloutState['comparison'],
): Blamed | null {
  if (state.heldFor !== 'baseline' || outcome.verdict === 'pass') return null
  if (!isWithinGrace(state, { policy, now })) return null
  const alone = decide(policy, { ...measured, availability: 'up' }, comparison)
  if (measured.candidate !== null && alone.verdict === 'fail') return null
  const sentence =
    'The baseline serves again; what was measured still holds the time when it had no healthy target, so Lockstep waits.'
  return { ...paused(outcome, { sentence }), about: 'baseline' }
}

/** Remembers when main was seen down last, and ends the hold for it when all is well again. */
export function followMain(state: RolloutState, { decision, about }: Blamed, { now }: Look): RolloutState {
  const at = now.toISOString()
  if (isMainDown(state.healthy)) return { ...state, graceFrom: at }
  const isOver = state.heldFor === 'baseline' && state.healthy?.main === true
  if (!isOver || (decision === 'pause' && about === 'baseline')) return state
  return {
    ...state,
    held: null,
    heldFor: null,
    lastChange: { by: lockstepActor, at, sentence: mainIsBack },
  }
}

export const mainIsBack = 'The baseline has a healthy target again: Lockstep goes on.'
