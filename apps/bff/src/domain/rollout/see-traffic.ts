import { lockstepActor } from '../release/actors.ts'
import type { Result } from '../result.ts'
import type { RolloutState } from './rollout-state.ts'
import { samePercent } from './stages.ts'
import type { TrafficState } from './traffic.ts'

/** Takes in what AWS says: whether it is what is wanted, still on the way, or what somebody else wants. */
export function seeTraffic(state: RolloutState, traffic: Result<TrafficState>, now: Date): RolloutState {
  const at = now.toISOString()
  if (!traffic.ok)
    return { ...state, healthy: undefined, appliedPercent: null, appliedAt: at, problem: traffic.problem }
  const { percent, settled, sentence, healthy } = traffic.value
  const problem = isOfEachLook(state) ? null : state.problem
  const seen = { ...state, healthy, appliedPercent: percent, appliedAt: at, problem }
  if (samePercent(percent, state.wantedPercent)) return seeWanted(seen, settled, now)
  const unsettled = { ...seen, settledAt: null, undoneSince: undefined }
  if (!settled || state.phase === 'leaving') return unsettled
  if (!isOurs(state, percent)) return seeForeign(unsettled, percent, sentence, at)
  const undoneSince = undoneFrom(state, at)
  if (undoneSince === null) return unsettled
  return isLasting(undoneSince, now)
    ? seeForeign(unsettled, percent, sentence, at)
    : { ...unsettled, undoneSince }
}

/** What AWS has said once it says again by itself where only an answer was late: no write of Lockstep is lost then. */
const undoneFrom = ({ settledAt, undoneSince }: RolloutState, at: string): string | null =>
  undoneSince ?? (settledAt === null ? null : at)

/** An answer that is late is so for a moment. Believed: no AWS service states how long. */
const lateSeconds = 10

/** A moment that has not come yet is of a clock that was ahead. */
const isLasting = (since: string, now: Date): boolean =>
  Math.abs(now.getTime() - Date.parse(since)) >= lateSeconds * 1000

/** Each look finds it anew; while traffic leaves, only a write does. */
const isOfEachLook = ({ problem, phase }: RolloutState): boolean =>
  problem?.code === 'rollout-not-configured' || (problem?.code === 'no-healthy-target' && phase !== 'leaving')

/** AWS may answer with what was before for a moment. */
const forgetSeconds = 60

function seeWanted(state: RolloutState, settled: boolean, now: Date): RolloutState {
  const at = now.toISOString()
  // A moment that has not come yet is of a clock that was ahead.
  const since = state.settledAt === null || state.settledAt > at ? at : state.settledAt
  const settledAt = settled ? since : null
  const lasts = settledAt !== null && now.getTime() - Date.parse(settledAt) >= forgetSeconds * 1000
  return {
    ...state,
    problem: null,
    foreign: null,
    settledAt,
    undoneSince: undefined,
    writtenPercent: settled ? state.wantedPercent : state.writtenPercent,
    told: lasts ? [] : state.told,
  }
}

/** What Lockstep told AWS, even if it wants something else by now. */
const isOurs = ({ writtenPercent, told }: RolloutState, percent: number): boolean =>
  (writtenPercent === null ? percent === 0 : samePercent(percent, writtenPercent)) ||
  told.some((one) => samePercent(one.percent, percent))

function seeForeign(state: RolloutState, percent: number, sentence: string, at: string): RolloutState {
  const known = state.foreign !== null && samePercent(state.foreign.percent, percent)
  const foreign = known ? state.foreign : { percent, seenAt: at, sentence }
  const said = `AWS says ${percent} %, which Lockstep did not set.`
  // A hold that ends by itself, when measurements are back, must not end this one.
  if (state.held !== null && state.heldFor !== 'inconclusive')
    return known
      ? { ...state, foreign }
      : { ...state, foreign, lastChange: { by: lockstepActor, at, sentence: said } }
  return {
    ...state,
    foreign,
    held: { by: lockstepActor, at, reason: said },
    heldFor: 'foreign',
    lastChange: { by: lockstepActor, at, sentence: said },
  }
}
