import type { Rollout, RolloutControlInput } from '@lockstep/shared-types/rollout'
import { attempt } from '../../api/attempt.ts'
import { useControlRollout } from '../../api/rollout-actions.ts'

/** Sends one control at a time; the error stays until the next one. */
export const useControl = (rollout: Rollout) => {
  const { mutate, isPending, variables, error, reset } = useControlRollout(rollout.releaseId, rollout)
  const run = (input: RolloutControlInput, onDone: () => void = () => {}): void => {
    if (!isPending) mutate(attempt(input), { onSuccess: onDone })
  }
  return { run, pending: isPending ? (variables?.input ?? null) : null, error, reset }
}
