import type { ServiceState } from './observation.ts'
import { count } from './words.ts'

/** Between how many healthy tasks and how many tasks in all ECS replaces them. */
export type RollLimits = { readonly minimumHealthyPercent: number; readonly maximumPercent: number }

export type NeverRolls = {
  /** Why; reads on after a name or after `may`. */
  readonly sentence: string
  /** What to change at the service; a whole sentence. */
  readonly remedy: string
}

/**
 * Why ECS can never replace the running tasks of a service; null when it can. The lower limit rounds up, the upper one down
 * (ECS developer guide, rolling update): with few tasks percentages that look roomy leave none. ECS itself refuses only
 * 100 and 100. Of a daemon, whose defaults are 0 and 100, the same holds.
 */
export function neverRolls({ rolls, desired, running }: ServiceState): NeverRolls | null {
  if (rolls === undefined || desired === 0 || running === 0) return null
  const { minimumHealthyPercent, maximumPercent } = rolls
  const least = Math.ceil((desired * minimumHealthyPercent) / 100)
  const most = Math.floor((desired * maximumPercent) / 100)
  if (most > desired || least < desired) return null
  const more = Math.ceil((100 * (desired + 1)) / desired)
  const fewer = Math.floor((100 * (desired - 1)) / desired)
  return {
    sentence: `neither stop an old task nor start a new one: of ${count(desired, 'task')} at least ${least} must stay healthy (minimumHealthyPercent ${minimumHealthyPercent}, rounded up), and at most ${most} may run (maximumPercent ${maximumPercent}, rounded down)`,
    remedy: `Set maximumPercent of the service to ${more} or more, or minimumHealthyPercent to ${fewer}${fewer === 0 ? ' (nothing then serves while the task is replaced)' : ' or less'}.`,
  }
}
