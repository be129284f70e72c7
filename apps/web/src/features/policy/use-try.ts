import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { ReplayInput } from '@lockstep/shared-types/policy'
import { attempt } from '../../api/attempt.ts'
import { useReplay } from '../../api/policy.ts'

export const triedHours = 24
export type Tried = Pick<ReplayInput, 'thresholds' | 'policy'>

/** Tries limits on the last 24 hours; keeps for which the answer is. */
export const useTry = (ref: EnvironmentRef) => {
  const { mutate, data, error, isPending, variables, reset } = useReplay(ref)
  return {
    run: (input: Tried) => mutate(attempt({ ...input, hours: triedHours })),
    isPending,
    error,
    found: data ?? null,
    /** Whether the answer is of these limits, and not of those before the last change. */
    isOf: ({ thresholds, policy }: Tried) =>
      JSON.stringify([variables?.input.thresholds, variables?.input.policy]) ===
      JSON.stringify([thresholds, policy]),
    clear: reset,
  }
}

export type Try = ReturnType<typeof useTry>
