import type { Rollout } from '@lockstep/shared-types/rollout'
import { Countdown } from '../../ui/countdown.tsx'
import { nextStep } from './next-step.ts'

/** What happens next, with the time left where time alone brings it. */
export function NextStepText({ rollout }: { rollout: Rollout }) {
  const { text, until } = nextStep(rollout)
  if (until === null) return text
  return (
    <>
      {text} <Countdown until={until} />.
    </>
  )
}
