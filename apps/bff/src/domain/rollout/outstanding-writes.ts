import type { Problem } from '@lockstep/shared-types/problem'
import type { Result } from '../result.ts'
import type { RolloutChange } from './rollout-record.ts'
import type { OutstandingWrite, RolloutState } from './rollout-state.ts'

/**
 * A write is several calls to AWS, each with its own deadline, and what was sent right before one may take effect a moment
 * after it: later than this nothing lands any more.
 */
const landsWithinSeconds = 120

/** A clock that was set back by more must not keep one for ever. */
const landing = ({ outstanding }: RolloutState, now: Date): readonly OutstandingWrite[] =>
  outstanding.filter(({ at }) => {
    const seconds = (now.getTime() - Date.parse(at)) / 1000
    return Math.abs(seconds) < landsWithinSeconds
  })

export const mayStillLand = (state: RolloutState, now: Date): boolean => landing(state, now).length > 0

/** Written down before AWS is told, so that also another process, or the next one, knows of it. */
export const beginWrite = (state: RolloutState, write: OutstandingWrite, now: Date): RolloutChange => ({
  state: { ...state, outstanding: [...landing(state, now), write] },
  counts: false,
  decision: null,
  audits: [],
  lines: [],
})

/** AWS has answered; without an answer it may still take it. */
export const endWrite = (
  outstanding: RolloutState['outstanding'],
  id: string,
  result: Result<unknown>,
): RolloutState['outstanding'] =>
  result.ok || !isUnanswered(result.problem) ? outstanding.filter((write) => write.id !== id) : outstanding

const isUnanswered = ({ code }: Problem): boolean =>
  code === 'aws-unavailable' || code === 'aws-invalid-response'
