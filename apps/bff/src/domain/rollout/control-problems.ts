import type { GateState } from '@lockstep/shared-types/gate'
import type { Problem } from '@lockstep/shared-types/problem'
import type { RolloutState } from './rollout-state.ts'

/** Who was quicker, with what; the one who comes second looks again and confirms. */
export const rolloutChanged = ({ lastChange, wantedPercent }: RolloutState): Problem => ({
  code: 'rollout-changed',
  title: 'Somebody else changed the rollout meanwhile.',
  detail: `${lastChange.sentence} It is at ${wantedPercent} % (${lastChange.by.name}, ${lastChange.at}).`,
  remedy: 'Look at what it is now, and press again if you still want it.',
})

export const rolloutEnded = ({ phase, end, wantedPercent }: RolloutState): Problem => ({
  code: 'rollout-ended',
  title:
    phase === 'leaving'
      ? 'Traffic is being taken off the new version for good.'
      : end?.how === 'full'
        ? 'The rollout has ended: everybody gets the new version.'
        : 'The rollout has ended: nobody gets the new version.',
  detail: `${wantedPercent} %${end === null ? '' : `, asked for by ${end.actor.name} at ${end.askedAt}`}`,
  remedy: 'Start another release, or roll back.',
})

export const rolloutForeign = (foreign: NonNullable<RolloutState['foreign']>): Problem => ({
  code: 'rollout-foreign',
  title: 'Somebody moved the traffic outside Lockstep.',
  detail: `AWS says ${foreign.percent} %, seen at ${foreign.seenAt}. ${foreign.sentence}`,
  remedy: 'Take over to set it back to what Lockstep wants, or accept it.',
})

export const notForeign: Problem = {
  code: 'rollout-changed',
  title: 'AWS says what Lockstep wants: there is nothing to take over or to accept.',
  detail: null,
  remedy: 'Reload the page to see how it is now.',
}

export const reasonNeeded = (why: string): Problem => ({
  code: 'reason-missing',
  title: why,
  detail: 'reason',
  remedy: 'Say why, in a sentence: it is kept in the audit trail.',
})

export function gateNotPassed(gate: GateState | null, because: string | null): Problem {
  const open = (gate?.checks ?? []).filter(({ id, state }) => state !== 'pass' && id !== 'promotion')
  return {
    code: 'gate-not-passed',
    title: 'The gate of this stage has not passed.',
    detail:
      [because, ...open.map(({ sentence }) => sentence)].filter(Boolean).join(' ') ||
      'It has not been looked at yet.',
    remedy: 'Wait for it, or skip the stage with a reason.',
    errors: open.map(({ id, sentence }) => ({ path: id, message: sentence })),
  }
}

export const noSuchCheck = (check: string): Problem => ({
  code: 'bad-request',
  title: 'The gate of this stage has no such check.',
  detail: check,
  remedy: 'Reload the page: the rollout may be at another stage by now.',
})
