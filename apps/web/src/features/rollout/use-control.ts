import type { Rollout, RolloutControlInput } from '@lockstep/shared-types/rollout'
import { useRef } from 'react'
import { attempt } from '../../api/attempt.ts'
import { useControlRollout } from '../../api/rollout-actions.ts'

/** Sends one control at a time, however fast the button is pressed; the error stays until the next one. */
export const useControl = (rollout: Rollout) => {
  const { mutate, isPending, variables, error, reset } = useControlRollout(rollout.releaseId, rollout)
  // A second press comes before the page is drawn anew.
  const underWay = useRef(false)
  const run = (input: RolloutControlInput, onDone: (answer: Rollout) => void = () => {}): void => {
    if (underWay.current) return
    underWay.current = true
    mutate(attempt(input), {
      onSuccess: onDone,
      onSettled: () => {
        underWay.current = false
      },
    })
  }
  /** Forgets the error. A press that is under way goes on: without its answer no other could follow. */
  const forget = (): void => {
    if (!underWay.current) reset()
  }
  return { run, pending: isPending ? (variables?.input ?? null) : null, error, reset: forget }
}
