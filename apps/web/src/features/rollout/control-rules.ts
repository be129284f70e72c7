import type { Role } from '@lockstep/shared-types/actor'
import { raiseObjection, speaksAgainst } from '@lockstep/shared-types/raise-rule'
import type { Rollout, RolloutAction } from '@lockstep/shared-types/rollout'
import { formatShare } from '../../lib/format-number.ts'
import { refusalOf } from '../../vocabulary/permission.ts'
import { openCheckText } from '../../vocabulary/rollout/gate-words.ts'

/** What has a button of its own. */
export type Control = Exclude<RolloutAction, 'set-percent' | 'tick' | 'take-over' | 'accept'>

/** What passes over a gate or ends the rollout asks for a reason first; the others are one press. */
const askingControls = ['skip', 'to-zero', 'to-full'] as const satisfies readonly Control[]
export type AskingControl = (typeof askingControls)[number]
export const isAsking = (control: Control): control is AskingControl =>
  askingControls.some((one) => one === control)

/** Why the control cannot be pressed now, in a sentence; null when it can. The server decides again. */
export const whyNotControl = (control: Control, rollout: Rollout, role: Role | null): string | null =>
  whyNotMove(rollout, role) ?? controlRefusal(control, rollout)

/** Why nothing of the rollout can be changed now. */
export const whyNotMove = ({ phase }: Pick<Rollout, 'phase'>, role: Role | null): string | null => {
  if (phase === 'ended') return 'This rollout has ended.'
  // One on its way to full waits for AWS, and whoever sees it fail must be able to take it back.
  if (phase === 'leaving') return 'This rollout is ending.'
  return refusalOf('rollout', role)
}

const controlRefusal = (control: Control, rollout: Rollout): string | null => {
  const { held, stageIndex, limits, wantedPercent } = rollout
  switch (control) {
    case 'promote':
      return whyNotPromote(rollout)
    case 'skip':
      return foreignFirst(rollout)
    case 'hold':
      return held === null ? foreignFirst(rollout) : `Held already, by ${held.by.name}.`
    case 'resume':
      return held === null ? 'Nothing holds it.' : foreignFirst(rollout)
    case 'back':
      if (limits.down === 'zero-only') return 'This driver goes back only to zero; use To zero.'
      return wantedPercent === 0 || stageIndex < 0
        ? 'There is no stage before this one; use To zero.'
        : foreignFirst(rollout)
    case 'to-zero':
      return null
    case 'to-full':
      return limits.maxPercent < 100
        ? `This driver goes up to ${formatShare(limits.maxPercent)}.`
        : foreignFirst(rollout)
  }
}

const foreignFirst = ({ foreign }: Rollout): string | null =>
  foreign === null ? null : 'Somebody moved the traffic outside Lockstep: take over or accept it first.'

/** The gate's first line that does not pass; a person's own press is what Promote is. */
const openCheck = ({ gate }: Pick<Rollout, 'gate'>) => {
  const rank = { fail: 0, inconclusive: 1, waiting: 2, pass: 3 } as const
  return gate?.checks
    .filter(({ id, state }) => id !== 'promotion' && state !== 'pass')
    .toSorted((a, b) => rank[a.state] - rank[b.state])[0]
}

const whyNotPromote = (rollout: Rollout): string | null => {
  const { gate, decision, stageIndex } = rollout
  const foreign = foreignFirst(rollout)
  if (foreign !== null) return foreign
  if (stageIndex < 0) return 'No stage has begun yet.'
  if (gate === null) return 'The gate was not looked at yet.'
  const open = openCheck(rollout)
  if (open !== undefined) return `The gate does not pass: ${openCheckText(open)}`
  return speaksAgainst(rollout)
    ? `The decision speaks against it: ${decision?.sentence ?? 'measurements are missing.'}`
    : null
}

/** Why a raise to this percentage asks for a reason; null when it needs none. */
export const whyReason = (rollout: Rollout, percent: number): string | null => {
  const objection = raiseObjection(rollout, percent)
  switch (objection) {
    case null:
      return null
    case 'decision':
      return 'The decision speaks against more traffic, so say why.'
    case 'no-stage':
      return 'No stage has begun yet, so say why.'
    case 'gate':
      return `The gate of the ${formatShare(rollout.stages[rollout.stageIndex]?.percent ?? 0)} stage has not passed, so say why.`
  }
}
