import type { Actor } from '@lockstep/shared-types/actor'
import { stuck } from './advance-leaving.ts'
import { goFull, leave } from './leave.ts'
import type { Deed } from './look.ts'
import type { RolloutState } from './rollout-state.ts'
import { samePercent } from './stages.ts'
import type { TrafficState } from './traffic.ts'

/** Who acts when AWS goes back or finishes by itself. */
export const awsActor: Actor = { id: 'aws', name: 'AWS', kind: 'system' }

/** AWS went back or finished by itself: the rollout has ended, whatever Lockstep wanted. Null when it has not. */
export function endedByAws(
  state: RolloutState,
  traffic: TrafficState,
  now: Date,
): { readonly state: RolloutState; readonly deed: Deed } | null {
  const { gone, sentence, percent } = traffic
  const at = now.toISOString()
  const by = { by: 'decision', actor: awsActor, reason: sentence, at } as const
  const from = state.wantedPercent
  switch (gone) {
    case 'no':
      return null
    case 'rolled-back': {
      const left = leave(state, by)
      if (!samePercent(percent, 0))
        return {
          state: stuck(left, traffic),
          deed: { level: 'error', sentence: `AWS gave up by itself. ${sentence}`, from, to: percent },
        }
      const end = left.end === null ? null : { ...left.end, acceptedAt: at, offAt: at }
      return {
        state: {
          ...left,
          phase: 'ended',
          end,
          appliedPercent: 0,
          problem: {
            code: 'ecs-rolled-back',
            title: 'ECS went back to the version before by itself.',
            detail: sentence,
            remedy: 'Read why in the log of the release, repair it, and release a new version.',
          },
        },
        deed: { level: 'error', sentence: `AWS went back by itself. ${sentence}`, from, to: 0 },
      }
    }
    case 'finished': {
      // Asked for already: then who asked for it ended it.
      const full = state.end?.how === 'full' ? state : goFull(state, by)
      const end = full.end === null ? null : { ...full.end, acceptedAt: full.end.acceptedAt ?? at }
      return {
        state: { ...full, phase: 'ended', end, problem: null },
        deed: { level: 'info', sentence: `AWS has finished. ${sentence}`, from, to: 100 },
      }
    }
  }
}
