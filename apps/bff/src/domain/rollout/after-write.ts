import type { Result } from '../result.ts'
import { withPhase } from './phase.ts'
import type { RolloutChange } from './rollout-record.ts'
import type { RolloutState } from './rollout-state.ts'
import { samePercent } from './stages.ts'
import type { TrafficState } from './traffic.ts'

/** Whether AWS may be told what is wanted. What somebody else set is left alone, unless traffic must come off. */
export const mayWrite = ({ phase, foreign }: RolloutState): boolean =>
  phase === 'leaving' || (phase !== 'ended' && foreign === null)

/** What AWS answered when it was told `percent`. */
export function afterWrite(
  state: RolloutState,
  percent: number,
  result: Result<TrafficState>,
  now: Date,
): RolloutChange {
  const at = now.toISOString()
  const written = { ...state, writes: state.writes + 1 }
  const unchanged = { counts: false, decision: null, audits: [] }
  if (!result.ok) {
    const { problem } = result
    const isNews = state.problem?.code !== problem.code || state.problem.title !== problem.title
    const message = `AWS did not take ${percent} %: ${problem.title} ${problem.detail ?? ''}`.trim()
    return {
      ...unchanged,
      state: { ...written, problem },
      lines: isNews ? [{ level: 'warning', message }] : [],
    }
  }
  const { settled, percent: applied } = result.value
  const accepted: RolloutState = {
    ...written,
    writtenPercent: percent,
    appliedPercent: applied,
    appliedAt: at,
    problem: null,
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
