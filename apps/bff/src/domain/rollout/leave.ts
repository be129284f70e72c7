import type { Actor } from '@lockstep/shared-types/actor'
import type { RolloutEnd } from '@lockstep/shared-types/rollout'
import type { RolloutState } from './rollout-state.ts'
import { want } from './want.ts'

export type Leaving = {
  readonly by: RolloutEnd['by']
  readonly actor: Actor
  readonly reason: string | null
  readonly at: string
}

/** Takes traffic off the candidate for good. What is held, foreign or baking does not matter any more. */
export function leave(state: RolloutState, { by, actor, reason, at }: Leaving): RolloutState {
  const sentence = `${actor.name} took it to zero.`
  const wanted = want(state, { percent: 0, stageIndex: state.stageIndex, by: actor, at, sentence })
  return {
    ...wanted,
    phase: 'leaving',
    held: null,
    heldFor: null,
    foreign: null,
    inconclusive: null,
    end: {
      how: 'zero',
      by,
      askedAt: at,
      actor,
      reason,
      // The last one who asks is not told an older answer.
      acceptedAt: null,
      offAt: null,
      probes: [],
    },
  }
}

/** Everybody to the candidate: it ends when AWS says so. */
export function goFull(state: RolloutState, { by, actor, reason, at }: Leaving): RolloutState {
  const sentence =
    by === 'gate' ? 'The last gate was passed.' : `${actor.name} sent everybody to the new version.`
  const stageIndex = state.stages.length - 1
  return {
    ...want(state, { percent: 100, stageIndex, by: actor, at, sentence }),
    held: null,
    heldFor: null,
    inconclusive: null,
    end: { how: 'full', by, askedAt: at, actor, reason, acceptedAt: null, offAt: null, probes: [] },
  }
}

/** Full, and AWS says so: the release goes on. */
export const endWhenFull = (state: RolloutState, at: string): RolloutState =>
  state.end?.how === 'full' &&
  state.phase !== 'ended' &&
  state.wantedPercent === 100 &&
  state.settledAt !== null
    ? { ...state, phase: 'ended', end: { ...state.end, acceptedAt: state.end.acceptedAt ?? at } }
    : state
