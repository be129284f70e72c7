import type { DecisionInputs, VariantsRead, VariantWindow } from './variant-window.ts'

/**
 * Whether the backend answers, when Lockstep's own call got no word at all: as long as the load balancer has counted
 * requests that succeeded lately, the fault may be on this side, and nothing is known. Otherwise nobody serves.
 */
export function availabilityUnreached(
  { all, baseline, candidate }: VariantsRead,
  { now, staleAfterSeconds }: Pick<DecisionInputs, 'now' | 'staleAfterSeconds'>,
): DecisionInputs['availability'] {
  const isServed = [all, baseline, candidate].some(
    (window) => window !== null && hasServed(window, now, staleAfterSeconds),
  )
  return isServed ? 'unknown' : 'down'
}

/** The newest period that was counted is recent, and more came than failed in it. */
function hasServed({ periods, periodSeconds }: VariantWindow, now: Date, staleAfterSeconds: number): boolean {
  const newest = periods.findLast(({ requests }) => requests !== null)
  if (newest === undefined) return false
  const age = (now.getTime() - Date.parse(newest.at)) / 1000
  return age <= staleAfterSeconds + periodSeconds && (newest.requests ?? 0) > (newest.errors ?? 0)
}
