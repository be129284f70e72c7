import type { Actor } from '@lockstep/shared-types/actor'
import type { RolloutControlInput } from '@lockstep/shared-types/rollout'
import { ok, type Result } from '../result.ts'
import type { PercentLimits } from './allowed-percent.ts'
import type { RolloutState } from './rollout-state.ts'

/** A person's action, with what it is judged by. */
export type Control = {
  readonly input: RolloutControlInput
  readonly actor: Actor
  readonly now: Date
  readonly intervalSeconds: number
  readonly allowed: PercentLimits
}

/** Looks may come late under load; what a gate said before is not known to hold now. */
const freshIntervals = 3
const freshSeconds = 60

/** Since when nobody has looked, when that is too long ago to go by what the gate said then; null when it is not. */
export function lookedTooLongAgo(
  { lookedAt }: Pick<RolloutState, 'lookedAt'>,
  { now, intervalSeconds }: Pick<Control, 'now' | 'intervalSeconds'>,
): string | null {
  if (lookedAt === null) return null
  const seconds = (now.getTime() - Date.parse(lookedAt)) / 1000
  return seconds > Math.max(freshIntervals * intervalSeconds, freshSeconds) ? lookedAt : null
}

/** What the action makes of the rollout, with a sentence that says it. */
export type Controlled = { readonly state: RolloutState; readonly sentence: string }

export const done = (state: RolloutState, sentence: string): Result<Controlled> => ok({ state, sentence })
export const hasReason = ({ reason }: RolloutControlInput): boolean => reason !== null && reason !== ''
