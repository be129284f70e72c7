import type { Result } from '../result.ts'
import { endWrite } from './outstanding-writes.ts'
import { withPhase } from './phase.ts'
import type { RolloutChange } from './rollout-record.ts'
import type { OutstandingWrite, RolloutState } from './rollout-state.ts'
import { samePercent } from './stages.ts'
import type { TrafficState } from './traffic.ts'

/** Whether AWS may be told what is wanted. What somebody else set, or may have set, is left alone, unless traffic must come off. */
export const mayWrite = ({ phase, foreign, undoneSince }: RolloutState): boolean =>
  phase === 'leaving' || (phase !== 'ended' && foreign === null && undoneSince === undefined)

/** What AWS answered when it was told `percent` by the write `id`. */
export function afterWrite(
  state: RolloutState,
  { id, percent }: Pick<OutstandingWrite, 'id' | 'percent'>,
  result: Result<TrafficState>,
  now: Date,
): RolloutChange {
  const at = now.toISOString()
  const outstanding = endWrite(state.outstanding, id, result)
  const written = { ...state, writes: state.writes + 1, outstanding }
  // What has ended, or leaves, is told by the write that took it to zero.
  const isOverruled = percent > 0 && state.end?.how === 'zero'
  const unchanged = { counts: false, decision: null, audits: [] }
  if (!result.ok) {
    const { problem } = result
    const isNews = state.problem?.code !== problem.code || state.problem.title !== problem.title
    const message = `AWS did not take ${percent} %: ${problem.title} ${problem.detail ?? ''}`.trim()
    return {
      ...unchanged,
      state: isOverruled ? written : { ...written, problem },
      lines: isNews ? [{ level: 'warning', message }] : [],
    }
  }
  const { settled, percent: applied } = result.value
  const accepted: RolloutState = {
    ...written,
    writtenPercent: percent,
    appliedPercent: applied,
    appliedAt: at,
    problem: isOverruled || state.phase === 'ended' ? state.problem : null,
    settledAt:
      settled && samePercent(applied, state.wantedPercent) ? (state.settledAt ?? at) : state.settledAt,
    end: acceptedEnd(state.end, percent, at),
  }
  const message = `AWS accepted ${percent} %.`
  return { ...unchanged, state: withPhase(accepted), lines: [{ level: 'info', message }] }
}

function acceptedEnd(end: RolloutState['end'], percent: number, at: string): RolloutState['end'] {
  if (end === null || end.acceptedAt !== null) return end
  return percent === (end.how === 'zero' ? 0 : 100) ? { ...end, acceptedAt: at } : end
}
