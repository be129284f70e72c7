import type { Problem } from '@lockstep/shared-types/problem'
import { gatePasses } from '@lockstep/shared-types/raise-rule'
import { fail, ok, type Result } from '../result.ts'
import { percentRefusal } from './allowed-percent.ts'
import { answerForeign } from './control-foreign.ts'
import { done, hasReason, lookedTooLongAgo, type Control, type Controlled } from './control-input.ts'
import { resume, setPercent } from './control-percent.ts'
import {
  gateNotPassed,
  reasonNeeded,
  rolloutChanged,
  rolloutEnded,
  rolloutForeign,
} from './control-problems.ts'
import { nextStage, promote, tick } from './control-stage.ts'
import { goFull, leave } from './leave.ts'
import { countTime } from './observed-time.ts'
import { phaseOf, withPhase } from './phase.ts'
import { candidateDown, isCandidateDown, isMainDownNow, mainDown } from './receiving-half.ts'
import type { RolloutRecord } from './rollout-record.ts'
import type { RolloutState } from './rollout-state.ts'
import { isLastStage, samePercent, stageBack } from './stages.ts'

/**
 * What a person's action makes of the rollout, with a sentence that says it. Problems: `rollout-ended`, `rollout-changed`
 * (with who and what), `rollout-foreign`, `percent-not-allowed`, `gate-not-passed`, `reason-missing`, `no-healthy-target`.
 */
export function control(
  { revision, state: before }: Pick<RolloutRecord, 'revision' | 'state'>,
  given: Control,
): Result<Controlled> {
  const { input, now, intervalSeconds } = given
  // A second press, or one of two people who want the same.
  if (input.action === 'to-zero' && before.end?.how === 'zero')
    return ok({ state: before, sentence: 'Traffic is being taken off already.' })
  if (before.phase === 'ended' || before.phase === 'leaving') return fail(rolloutEnded(before))
  // Off the bad version is right whatever somebody else did meanwhile.
  if (input.revision !== revision && input.action !== 'to-zero') return fail(rolloutChanged(before))
  const lookedAt = lookedTooLongAgo(before, given)
  if (lookedAt !== null && input.action === 'promote')
    return fail(
      gateNotPassed(null, `Lockstep looked last at ${lookedAt}; what the gate said then may not hold now.`),
    )
  const counts = phaseOf(before) === 'baking'
  const counted = countTime(before, now, { intervalSeconds, counts })
  // Nor does it spare anybody a reason; the next look judges the gate anew.
  const known = lookedAt === null || !raises(input.action) ? counted : { ...counted, gate: null }
  const changed = apply(known, given)
  if (!changed.ok) return changed
  const { state, sentence } = changed.value
  const nobody = nobodyThere(before, state, given)
  return nobody === null ? ok({ state: withPhase(state), sentence }) : fail(nobody)
}

const raises = (action: Control['input']['action']): boolean =>
  action === 'set-percent' || action === 'to-full'

function apply(state: RolloutState, given: Control): Result<Controlled> {
  const { input, actor, now } = given
  const at = now.toISOString()
  const by = { actor, reason: input.reason, at }
  if (input.action === 'to-zero') {
    if (!hasReason(input)) return fail(reasonNeeded('Ending the rollout needs a reason.'))
    return done(leave(state, { by: 'person', ...by }), `${actor.name} ends the rollout: to zero.`)
  }
  if (input.action === 'take-over' || input.action === 'accept') return answerForeign(state, given)
  if (state.foreign !== null && input.action !== 'tick') return fail(rolloutForeign(state.foreign))
  switch (input.action) {
    case 'set-percent':
      return setPercent(state, given, input.percent)
    case 'back':
      return setPercent(state, given, stageBack(state).percent)
    case 'hold':
      return done(held(state, given), `${actor.name} holds it at ${state.wantedPercent} %.`)
    case 'resume':
      return resume(state, given)
    case 'promote':
      return promote(state, given)
    case 'skip':
      if (!hasReason(input)) return fail(reasonNeeded('Skipping a gate needs a reason.'))
      return nextStage(state, given, `${actor.name} skips the gate`)
    case 'to-full': {
      const passed = isLastStage(state) && gatePasses(state)
      if (!passed && !hasReason(input))
        return fail(reasonNeeded('Going to full before the gates needs a reason.'))
      const refused = percentRefusal(given.allowed, state.wantedPercent, 100)
      if (refused !== null) return fail(refused)
      return done(goFull(state, { by: 'person', ...by }), `${actor.name} sends everybody to the new version.`)
    }
    case 'tick':
      return tick(state, given, input.check, input.ticked)
  }
}

/** Why this would send users to a half without a healthy target; null when it would not. */
function nobodyThere(before: RolloutState, after: RolloutState, given: Control): Problem | null {
  const { action } = given.input
  if (action === 'hold' || action === 'tick') return null
  const now = before.appliedPercent ?? before.wantedPercent
  if (samePercent(after.wantedPercent, now)) return null
  if (after.wantedPercent < now) return isMainDownNow(before, given) ? mainDown : null
  return isCandidateDown(before.healthy) && lookedTooLongAgo(before, given) === null ? candidateDown : null
}

function held(state: RolloutState, { input, actor, now }: Control): RolloutState {
  const at = now.toISOString()
  const reason = hasReason(input) ? (input.reason ?? '') : 'Held by hand.'
  return {
    ...state,
    held: { by: actor, at, reason },
    heldFor: 'person',
    end: null,
    lastChange: { by: actor, at, sentence: `${actor.name} holds it.` },
  }
}
