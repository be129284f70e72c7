import { raiseObjection, type RaiseObjection } from '@lockstep/shared-types/raise-rule'
import { fail, type Result } from '../result.ts'
import { percentRefusal } from './allowed-percent.ts'
import { done, hasReason, type Control, type Controlled } from './control-input.ts'
import { reasonNeeded } from './control-problems.ts'
import type { RolloutState } from './rollout-state.ts'
import { samePercent, stageAt, stagePercent } from './stages.ts'
import { want } from './want.ts'

/** Any percentage that the driver can give; it stays there until somebody resumes. */
export function setPercent(state: RolloutState, given: Control, percent: number): Result<Controlled> {
  const { actor, now, input, allowed } = given
  const from = state.wantedPercent
  const refused = percentRefusal(allowed, from, percent)
  if (refused !== null) return fail(refused)
  const objection = raiseObjection(state, percent)
  if (objection !== null && !hasReason(input)) return fail(reasonNeeded(whyReason(state, objection)))
  const against = objection === 'decision'
  const at = now.toISOString()
  const sentence = `${actor.name} set it to ${percent} %.`
  const stageIndex = stageAt(state.stages, percent)
  const wanted = want(state, { percent, stageIndex, by: actor, at, sentence })
  const reason = hasReason(input) ? (input.reason ?? '') : `Set to ${percent} % by hand.`
  return done(
    {
      ...wanted,
      held: { by: actor, at, reason },
      heldFor: 'person',
      end: null,
      graceFrom: against ? at : null,
    },
    sentence,
  )
}

function whyReason({ decision, stages, stageIndex }: RolloutState, objection: RaiseObjection): string {
  switch (objection) {
    case 'decision':
      return `Raising it against the decision needs a reason. ${decision?.sentence ?? ''}`.trim()
    case 'no-stage':
      return 'Raising it before the first stage needs a reason.'
    case 'gate':
      return `Raising it before the gate of the ${stagePercent(stages, stageIndex)} % stage has passed needs a reason.`
  }
}

/** Goes on from the nearest stage at or below. A decision to pause that was known then does not hold it again. */
export function resume(state: RolloutState, { actor, now, allowed }: Control): Result<Controlled> {
  const sentence = `${actor.name} resumes it.`
  if (state.held === null) return done(state, sentence)
  const at = now.toISOString()
  const { stageIndex, wantedPercent } = state
  const percent = stageIndex < 0 ? wantedPercent : stagePercent(state.stages, stageIndex)
  // Where the driver cannot go down, it bakes where it is.
  const goes = percentRefusal(allowed, wantedPercent, percent) === null ? percent : wantedPercent
  const { graceFrom } = state
  const wanted = want(state, { percent: goes, stageIndex, by: actor, at, sentence })
  return done(
    {
      ...wanted,
      ...(samePercent(goes, wantedPercent) ? { wantedBy: state.wantedBy, wantedAt: state.wantedAt } : {}),
      graceFrom,
      held: null,
      heldFor: null,
      acknowledged: state.decision?.decision === 'pause' ? state.decision.severity : state.acknowledged,
    },
    sentence,
  )
}
