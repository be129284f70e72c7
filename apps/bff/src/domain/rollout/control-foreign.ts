import { fail, type Result } from '../result.ts'
import { done, type Control, type Controlled } from './control-input.ts'
import { notForeign } from './control-problems.ts'
import type { RolloutState } from './rollout-state.ts'
import { stageAt } from './stages.ts'
import { want } from './want.ts'

/** Sets it back to what Lockstep wants, or makes what AWS says the wish of this person. */
export function answerForeign(state: RolloutState, given: Control): Result<Controlled> {
  const { actor, now, input } = given
  const { foreign } = state
  if (foreign === null) return fail(notForeign)
  const at = now.toISOString()
  // AWS says it until the write is through: that is not somebody else once more.
  const known = { ...state, foreign: null, told: [...state.told, { percent: foreign.percent, at }] }
  if (input.action === 'accept') {
    const sentence = `${actor.name} accepts ${foreign.percent} %, which was set outside Lockstep.`
    const stageIndex = stageAt(state.stages, foreign.percent)
    return done(
      {
        ...want(known, { percent: foreign.percent, stageIndex, by: actor, at, sentence }),
        held: { by: actor, at, reason: sentence },
        heldFor: 'person',
        // Whoever sent everybody to it wanted something else.
        end: null,
      },
      sentence,
    )
  }
  const sentence = `${actor.name} takes over: back to ${state.wantedPercent} %.`
  return done(
    {
      ...known,
      ...(state.heldFor === 'foreign' ? { held: null, heldFor: null } : {}),
      lastChange: { by: actor, at, sentence },
    },
    sentence,
  )
}
