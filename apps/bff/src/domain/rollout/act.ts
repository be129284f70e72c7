import type { Decision } from '@lockstep/shared-types/decision'
import { isMild, type Outcome } from '../decision/decide.ts'
import type { Blamed } from './blame.ts'
import { lockstepActor } from '../release/actors.ts'
import { isWithinGrace } from './grace.ts'
import { followMain } from './main-is-back.ts'
import { isMainDown } from './receiving-half.ts'
import { leave } from './leave.ts'
import type { Deed, Look } from './look.ts'
import type { RolloutState } from './rollout-state.ts'
import { stageBack } from './stages.ts'
import { enterStage, want } from './want.ts'

export type Acted = {
  readonly state: RolloutState
  readonly effect: Decision['effect']
  readonly actedAt: string | null
  /** Null when nothing was changed by this look. */
  readonly deed: Deed | null
}

/** Does what the decision says, where the policy lets Lockstep do it. Never widens. */
export function act(before: RolloutState, outcome: Blamed, look: Look): Acted {
  const state = followMain(before, outcome, look)
  if (outcome.verdict === 'inconclusive') return waitForMeasurements(state, outcome, look)
  const known = outcome.isMissing ? withPatience(state, look) : { ...state, inconclusive: null }
  if (isMild(outcome.decision)) return goOn(known, look)
  const bad = { ...known, stableSince: null }
  const nobodyOnIt = state.wantedPercent === 0 && state.appliedPercent === 0
  if (!outcome.automatic) return { ...nothing(bad), effect: 'asks' }
  switch (outcome.decision) {
    case 'continue':
    case 'monitor':
      return goOn(known, look)
    case 'pause':
      return isPatienceOver(bad, look) ? fallForMissing(bad, outcome, look) : pause(bad, outcome, look)
    case 'previous-stage':
      return nobodyOnIt ? pause(bad, outcome, look) : fallBack(bad, outcome, look)
    case 'rollback-to-zero':
      return nobodyOnIt ? pause(bad, outcome, look) : toZero(bad, outcome.sentence, look)
  }
}

const nothing = (state: RolloutState): Acted => ({ state, effect: 'nothing', actedAt: null, deed: null })

/** The hold for missing measurements ends by itself. */
export const measurementsBack = 'The measurements are back: Lockstep goes on.'

function goOn(state: RolloutState, { now }: Look): Acted {
  const at = now.toISOString()
  const going = { ...state, acknowledged: null, stableSince: state.stableSince ?? at }
  if (state.heldFor !== 'inconclusive') return nothing(going)
  return nothing({
    ...going,
    held: null,
    heldFor: null,
    lastChange: { by: lockstepActor, at, sentence: measurementsBack },
  })
}

function pause(state: RolloutState, outcome: Blamed, { now }: Look): Acted {
  if (state.heldFor === 'decision' || state.heldFor === 'baseline')
    return { ...nothing(state), effect: 'acted', actedAt: state.held?.at ?? null }
  if (state.heldFor === 'person' || state.foreign !== null) return nothing(state)
  if (isAcknowledged(state, outcome)) return nothing(state)
  const at = now.toISOString()
  const percent = state.wantedPercent
  return {
    state: hold(state, isMainDown(state.healthy) ? 'baseline' : 'decision', outcome.sentence, at),
    effect: 'acted',
    actedAt: at,
    deed: {
      level: 'warning',
      sentence: `Lockstep holds the rollout at ${percent} %. ${outcome.sentence}`,
      from: percent,
      to: percent,
    },
  }
}

/** Whoever resumed knew of it; how badly the baseline does is nothing that another look at the candidate would tell. */
export const isAcknowledged = ({ acknowledged }: RolloutState, { severity, about }: Blamed): boolean =>
  acknowledged !== null && (acknowledged === severity || about === 'baseline')

const hold = (
  state: RolloutState,
  heldFor: 'decision' | 'inconclusive' | 'baseline',
  reason: string,
  at: string,
): RolloutState => ({
  ...state,
  held: { by: lockstepActor, at, reason },
  heldFor,
  // Whoever sent everybody to it did not know of this.
  end: null,
  lastChange: { by: lockstepActor, at, sentence: 'Lockstep holds it.' },
})

/** Since when measurements are missing, and when that takes it a stage back. */
function withPatience(state: RolloutState, { now, policy }: Look): RolloutState {
  const since = state.inconclusive?.since ?? now.toISOString()
  const after = policy.inconclusiveGoesBackAfterSeconds
  const goesBackAt =
    after === null || state.wantedPercent === 0
      ? null
      : new Date(Date.parse(since) + after * 1000).toISOString()
  return { ...state, stableSince: null, inconclusive: { since, goesBackAt } }
}

function isPatienceOver({ inconclusive, foreign }: RolloutState, { now }: Look): boolean {
  const goesBackAt = inconclusive?.goesBackAt ?? null
  return goesBackAt !== null && foreign === null && now.getTime() >= Date.parse(goesBackAt)
}

function fallForMissing(state: RolloutState, outcome: Outcome, look: Look): Acted {
  const fallen = fall(state, `Measurements were missing for too long. ${outcome.sentence}`, look)
  return { ...fallen, state: { ...fallen.state, inconclusive: null } }
}

/** Missing measurements hold it at once, and take it a stage back when they stay away. */
function waitForMeasurements(state: RolloutState, outcome: Outcome, look: Look): Acted {
  const at = look.now.toISOString()
  const missing = withPatience(state, look)
  if (isPatienceOver(missing, look)) return fallForMissing(missing, outcome, look)
  if (state.held !== null)
    return state.heldFor === 'inconclusive'
      ? { ...nothing(missing), effect: 'acted', actedAt: state.held.at }
      : nothing(missing)
  const percent = state.wantedPercent
  return {
    state: hold(missing, 'inconclusive', outcome.sentence, at),
    effect: 'acted',
    actedAt: at,
    deed: { level: 'warning', sentence: outcome.sentence, from: percent, to: percent },
  }
}

function fallBack(state: RolloutState, outcome: Outcome, look: Look): Acted {
  if (state.foreign !== null) return { ...nothing(state), effect: 'asks' }
  if (state.wantedPercent === 0 || isWithinGrace(state, look))
    return state.heldFor === 'decision'
      ? { ...nothing(state), effect: 'acted', actedAt: state.held?.at ?? null }
      : nothing(state)
  return fall(state, outcome.sentence, look)
}

/** One stage back, where it stays until a person resumes. A driver that only goes to zero goes there. */
function fall(state: RolloutState, why: string, look: Look): Acted {
  if (look.limits.down === 'zero-only') return toZero(state, why, look)
  const at = look.now.toISOString()
  const { index, percent } = stageBack(state)
  const sentence = `Lockstep went back from ${state.wantedPercent} % to ${percent} %.`
  const wanted = want(state, { percent, stageIndex: index, by: lockstepActor, at, sentence })
  return {
    state: {
      ...(index === state.stageIndex ? enterStage(wanted, index, at) : wanted),
      held: { by: lockstepActor, at, reason: why },
      heldFor: 'decision',
      graceFrom: at,
      end: null,
    },
    effect: 'acted',
    actedAt: at,
    deed: { level: 'error', sentence: `${sentence} ${why}`, from: state.wantedPercent, to: percent },
  }
}

function toZero(state: RolloutState, why: string, { now }: Look): Acted {
  const at = now.toISOString()
  return {
    state: leave(state, { by: 'decision', actor: lockstepActor, reason: why, at }),
    effect: 'acted',
    actedAt: at,
    deed: {
      level: 'error',
      sentence: `Lockstep takes all traffic off the new version. ${why}`,
      from: state.wantedPercent,
      to: 0,
    },
  }
}
