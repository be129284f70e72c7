import type { Decision } from '@lockstep/shared-types/decision'
import { isMild, type Outcome } from '../decision/decide.ts'
import type { Acted } from './act.ts'
import type { Look } from './look.ts'
import type { RolloutState } from './rollout-state.ts'

/** Even when nothing changes, a decision is kept once in so long. */
const keptEverySeconds = 3600

/** What was decided, and the state before anything was done: another stage compares anew. */
type Judged = { readonly outcome: Outcome; readonly state: Pick<RolloutState, 'comparison'> }

/**
 * The decision of this look, numbered after those before. It is kept when it is another one than before, when something
 * was done, and once an hour; in between the newest is only refreshed.
 */
export function withDecision(
  state: RolloutState,
  { outcome, state: judged }: Judged,
  { effect, actedAt, deed }: Acted,
  { releaseId, now, policyVersion }: Look,
): { readonly state: RolloutState; readonly kept: Decision | null } {
  const before = state.decision
  const at = now.toISOString()
  const same = before !== null && before.decision === outcome.decision && before.severity === outcome.severity
  const keeps =
    deed !== null ||
    !same ||
    before.verdict !== outcome.verdict ||
    (!isMild(outcome.decision) && before.effect !== effect) ||
    isOld(state.decisionKeptAt, now)
  const decision: Decision = {
    seq: (before?.seq ?? 0) + (keeps ? 1 : 0),
    releaseId,
    at,
    decision: outcome.decision,
    severity: outcome.severity,
    verdict: outcome.verdict,
    sentence: outcome.sentence,
    stageIndex: state.stageIndex,
    percent: state.wantedPercent,
    policyVersion,
    measurements: [...outcome.measurements],
    comparison: judged.comparison,
    dueAt: dueAt(same ? before : null, outcome, now),
    effect,
    actedAt,
  }
  return {
    state: { ...state, decision, decisionKeptAt: keeps ? at : state.decisionKeptAt },
    kept: keeps ? decision : null,
  }
}

/** The time limit runs from when the decision was first taken. */
function dueAt(before: Decision | null, { withinSeconds }: Outcome, now: Date): string | null {
  if (withinSeconds === null) return null
  return before?.dueAt ?? new Date(now.getTime() + withinSeconds * 1000).toISOString()
}

const isOld = (keptAt: string | null, now: Date): boolean =>
  keptAt === null || Math.abs(now.getTime() - Date.parse(keptAt)) >= keptEverySeconds * 1000
