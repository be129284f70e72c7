import { isMild } from '../decision/decide.ts'
import { lockstepActor } from '../release/actors.ts'
import { isAcknowledged } from './act.ts'
import type { Blamed } from './blame.ts'
import { goFull } from './leave.ts'
import type { Deed, Look } from './look.ts'
import type { RolloutState } from './rollout-state.ts'
import { isLastStage, samePercent, stagePercent } from './stages.ts'
import { enterStage, want } from './want.ts'

/**
 * Goes to the next stage when its gate has passed and everything says so: AWS at what is wanted, nothing held, nothing
 * foreign, and a decision to go on. Null when it stays where it is.
 */
export function widen(
  state: RolloutState,
  outcome: Blamed,
  look: Look,
): { readonly state: RolloutState; readonly deed: Deed } | null {
  // What the baseline does keeps nobody from trying the candidate, once a person has said so.
  const known = outcome.about === 'baseline' && outcome.verdict === 'fail' && isAcknowledged(state, outcome)
  if (!known && (outcome.verdict !== 'pass' || !isMild(outcome.decision) || outcome.isThin)) return null
  if (state.phase === 'leaving' || state.held !== null || state.foreign !== null) return null
  if (state.end !== null || state.settledAt === null || !look.traffic.ok) return null
  if (state.stageIndex >= 0 && state.gate?.state !== 'pass') return null
  const at = look.now.toISOString()
  if (isLastStage(state))
    return {
      state: goFull(state, { by: 'gate', actor: lockstepActor, reason: null, at }),
      deed: {
        level: 'info',
        sentence: 'The last gate was passed: everybody gets the new version.',
        from: state.wantedPercent,
        to: 100,
      },
    }
  return toStage(state, state.stageIndex + 1, at)
}

function toStage(state: RolloutState, index: number, at: string) {
  const percent = stagePercent(state.stages, index)
  const sentence = `Lockstep widened it to ${percent} %.`
  const wanted = want(state, { percent, stageIndex: index, by: lockstepActor, at, sentence })
  // A stage may have the percentage of the one before; it has a time and a gate of its own all the same.
  return {
    state: samePercent(percent, state.wantedPercent) ? enterStage(wanted, index, at) : wanted,
    deed: {
      level: 'info',
      sentence:
        index === 0
          ? `Stage 1 of ${state.stages.length}: ${percent} %.`
          : `The gate was passed. Stage ${index + 1} of ${state.stages.length}: ${percent} %.`,
      from: state.wantedPercent,
      to: percent,
    } as const,
  }
}
