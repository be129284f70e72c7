import { fail, type Result } from '../result.ts'
import { percentRefusal } from './allowed-percent.ts'
import { gatePasses, speaksAgainst } from '@lockstep/shared-types/raise-rule'
import { done, type Control, type Controlled } from './control-input.ts'
import { gateNotPassed, noSuchCheck } from './control-problems.ts'
import { goFull } from './leave.ts'
import type { RolloutState } from './rollout-state.ts'
import { isLastStage, samePercent, stagePercent } from './stages.ts'
import { enterStage, want } from './want.ts'

export function promote(state: RolloutState, given: Control): Result<Controlled> {
  if (speaksAgainst(state)) return fail(gateNotPassed(state.gate, state.decision?.sentence ?? null))
  if (state.stageIndex < 0 || !gatePasses(state)) return fail(gateNotPassed(state.gate, null))
  return nextStage(state, given, `${given.actor.name} promotes it`)
}

export function nextStage(state: RolloutState, given: Control, did: string): Result<Controlled> {
  const { actor, now, input, allowed } = given
  const at = now.toISOString()
  const against = speaksAgainst(state)
  const last = isLastStage(state)
  const index = state.stageIndex + 1
  const percent = last ? 100 : Math.max(state.wantedPercent, stagePercent(state.stages, index))
  const refused = percentRefusal(allowed, state.wantedPercent, percent)
  if (refused !== null) return fail(refused)
  if (last)
    return done(
      goFull(state, { by: 'person', actor, reason: input.reason, at }),
      `${did}: everybody gets the new version.`,
    )
  const sentence = `${did} to ${percent} %.`
  const wanted = want(state, { percent, stageIndex: index, by: actor, at, sentence })
  return done(
    {
      ...(samePercent(percent, state.wantedPercent) ? enterStage(wanted, index, at) : wanted),
      held: null,
      heldFor: null,
      graceFrom: against ? at : null,
    },
    sentence,
  )
}

export function tick(
  state: RolloutState,
  { actor, now }: Control,
  check: string,
  ticked: boolean,
): Result<Controlled> {
  const manual = state.stages[state.stageIndex]?.gate.manual.find(({ id }) => id === check)
  if (manual === undefined) return fail(noSuchCheck(check))
  const at = now.toISOString()
  const { [check]: _before, ...others } = state.ticks
  const sentence = `${actor.name} ${ticked ? 'ticked' : 'took the tick off'} “${manual.label}”.`
  return done(
    {
      ...state,
      ticks: ticked ? { ...others, [check]: { by: actor, at } } : others,
      lastChange: { by: actor, at, sentence },
    },
    sentence,
  )
}
