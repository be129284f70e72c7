import { gatePasses } from '@lockstep/shared-types/raise-rule'
import type { Rollout, RolloutControlInput } from '@lockstep/shared-types/rollout'
import { formatShare } from '../../lib/format-number.ts'
import { baselineName, candidateName, shareWord } from '../../vocabulary/rollout/rollout-look.ts'
import { isAsking, type AskingControl, type Control } from './control-rules.ts'

export const controlName = {
  promote: 'Promote',
  skip: 'Skip',
  hold: 'Hold',
  resume: 'Resume',
  back: 'One stage back',
  'to-zero': 'To zero',
  'to-full': 'To full',
} as const satisfies Record<Control, string>

/** Why a control waits while another press is under way; null when it does not. Those that ask first open at any time. */
export const whyWait = (
  pending: RolloutControlInput | null,
  control: Control | 'take-over' | 'accept',
): string | null =>
  pending === null || pending.action === control || asks(control)
    ? null
    : 'The press before is under way: AWS takes a moment.'

const asks = (control: Control | 'take-over' | 'accept'): boolean =>
  control !== 'take-over' && control !== 'accept' && isAsking(control)

/** What a control that asks first does, in a sentence. */
export const consequence = (control: AskingControl, rollout: Rollout): string => {
  const { stages, stageIndex, driver } = rollout
  const who = shareWord[driver]
  switch (control) {
    case 'skip': {
      const from = stages[stageIndex]
      const following = stages[stageIndex + 1]
      const to =
        following === undefined
          ? `All ${who} go to ${candidateName(rollout)}`
          : `Goes on to ${formatShare(following.percent)}`
      return `${to} at once, without waiting for the ${
        from === undefined ? 'first stage' : `gate of the ${formatShare(from.percent)} stage`
      }.`
    }
    case 'to-zero':
      return `Sends all ${who} back to ${baselineName(rollout)} and ends this rollout. Afterwards it is verified that the old path serves.`
    case 'to-full':
      return `Sends all ${who} to ${candidateName(rollout)}${
        gatePasses(rollout) ? '' : ', although the gate has not passed'
      }.`
  }
}
