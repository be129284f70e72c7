import type { Look } from './look.ts'
import type { RolloutState } from './rollout-state.ts'

/** How long measurements may take to show up, beyond the window itself. */
const delaySeconds = 120

/**
 * After a fall, as long as the window still holds what was measured at another percentage. A clock that went backward ends
 * the grace.
 */
export function isWithinGrace(
  { graceFrom }: Pick<RolloutState, 'graceFrom'>,
  { now, policy }: Pick<Look, 'now' | 'policy'>,
): boolean {
  if (graceFrom === null) return false
  const seconds = (now.getTime() - Date.parse(graceFrom)) / 1000
  return seconds >= 0 && seconds < policy.windowSeconds + delaySeconds
}
