import type { ProbeOutcome } from '@lockstep/shared-types/rollout'
import type { Problem } from '@lockstep/shared-types/problem'
import type { Result } from '../result.ts'
import { samePercent } from './stages.ts'
import type { RolloutState } from './rollout-state.ts'
import { seeTraffic } from './see-traffic.ts'
import type { TrafficState } from './traffic.ts'

/** What a look has found while traffic is taken off. */
export type LeavingLook = {
  readonly now: Date
  readonly traffic: Result<TrafficState>
  /** `off`: calls saw only the old version, or the candidate was measured without requests; `on`: somebody is still on it. */
  readonly candidate: 'off' | 'on' | 'unknown'
  /** Calls that show that the old path serves; empty when they were not made. */
  readonly probes: readonly ProbeOutcome[]
}

/** After so long Lockstep stops looking for a proof, and says what it has. */
const proofSeconds = 300

export function advanceLeaving(before: RolloutState, look: LeavingLook): RolloutState {
  const { now, traffic } = look
  const at = now.toISOString()
  const state = { ...seeTraffic(before, traffic, now), lookedAt: at }
  const { end } = state
  if (end === null) return state
  if (traffic.ok && traffic.value.gone === 'finished')
    return { ...state, phase: 'ended', problem: tooLate(traffic.value.sentence) }
  const goneBack = traffic.ok && traffic.value.gone === 'rolled-back'
  if (goneBack && !samePercent(traffic.value.percent, 0)) return stuck(state, traffic.value)
  const isZero = traffic.ok && samePercent(traffic.value.percent, 0) && (traffic.value.settled || goneBack)
  // That AWS says zero is not enough: the write may have failed by half.
  const acceptedAt = end.acceptedAt ?? (goneBack ? at : null)
  if (!isZero || acceptedAt === null) return state
  const off = end.offAt ?? (look.candidate === 'off' ? at : null)
  const probes = look.probes.length > 0 ? [...look.probes] : end.probes
  return {
    ...state,
    settledAt: state.settledAt ?? at,
    end: { ...end, acceptedAt, offAt: off, probes },
  }
}

/** Whether the candidate may be taken away: nobody is on it and the old path serves, or there was time enough to prove it. */
export function hasLeft({ phase, end }: RolloutState, probesWanted: number, now: Date): boolean {
  if (phase !== 'leaving' || end === null || end.acceptedAt === null) return false
  const proven = end.offAt !== null && end.probes.length >= probesWanted && end.probes.every(({ ok }) => ok)
  return proven || now.getTime() - Date.parse(end.acceptedAt) >= proofSeconds * 1000
}

/** AWS gave up on the way back: it moves nothing any more, and somebody is still on the candidate. */
export const stuck = (state: RolloutState, traffic: TrafficState): RolloutState => ({
  ...state,
  phase: 'ended',
  appliedPercent: traffic.percent,
  problem: {
    code: 'verification-failed',
    title: `AWS gave up its way back: ${traffic.percent} % still goes to the new version.`,
    detail: traffic.sentence,
    remedy: 'Look at the deployments of the service in AWS, then roll back or release again.',
  },
})

const tooLate = (sentence: string): Problem => ({
  code: 'verification-failed',
  title: 'It was too late to take the traffic off: AWS has finished.',
  detail: sentence,
  remedy: 'Everybody gets the new version. Roll back to go to the version before.',
})
