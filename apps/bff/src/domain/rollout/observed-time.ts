import type { RolloutState } from './rollout-state.ts'

/** Looks may come late under load; a gap longer than this many intervals is a jump of the clock or a standstill. */
const plausibleIntervals = 3

/** Seconds since the last look that count as observed: none backward, and at most a few intervals forward. */
export function observedSeconds(
  { lookedAt }: Pick<RolloutState, 'lookedAt'>,
  now: Date,
  intervalSeconds: number,
): number {
  if (lookedAt === null) return 0
  const elapsed = (now.getTime() - Date.parse(lookedAt)) / 1000
  return Math.min(Math.max(0, elapsed), plausibleIntervals * intervalSeconds)
}

/**
 * Takes the time since the last look into the state. Beginnings of spans move along with time that nobody observed, so
 * that "stable for a day" is a day that was seen. `counts`: the stage's bake time runs.
 */
export function countTime(
  state: RolloutState,
  now: Date,
  { intervalSeconds, counts }: { readonly intervalSeconds: number; readonly counts: boolean },
): RolloutState {
  const seconds = observedSeconds(state, now, intervalSeconds)
  const carry = (since: string): string =>
    state.lookedAt === null
      ? since
      : new Date(
          now.getTime() - Math.max(0, Date.parse(state.lookedAt) - Date.parse(since)) - seconds * 1000,
        ).toISOString()
  return {
    ...state,
    lookedAt: now.toISOString(),
    bakedSeconds: state.bakedSeconds + (counts ? seconds : 0),
    stableSince: state.stableSince === null ? null : carry(state.stableSince),
    inconclusive:
      state.inconclusive === null ? null : { ...state.inconclusive, since: carry(state.inconclusive.since) },
  }
}
