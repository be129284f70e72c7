import type { RolloutRecord } from './rollout-record.ts'
import type { RolloutState } from './rollout-state.ts'

/** Clocks of two replicas may differ by less; a moment that is further ahead is of a clock that was wrong. */
const aheadMilliseconds = 300_000

/** From when on what was measured tells of this rollout; undefined when the clock says that it has not begun yet. */
export function rolloutEvidenceSince(
  { startedAt }: Pick<RolloutRecord, 'startedAt'>,
  now: Date,
): Date | undefined {
  const began = Date.parse(startedAt)
  return began - now.getTime() > aheadMilliseconds ? undefined : new Date(began)
}

/** From when on what was measured tells of this stage: since AWS has sent users as it says. Until then nothing does. */
export function stageEvidenceSince(
  { stageSince, settledAt }: Pick<RolloutState, 'stageSince' | 'settledAt'>,
  now: Date,
): Date {
  const moments = [stageSince, settledAt ?? now.toISOString()].flatMap((at) =>
    at === null ? [] : [Date.parse(at)],
  )
  return new Date(Math.min(now.getTime(), Math.max(...moments)))
}
