import { candidateShare } from '../decision/candidate-share.ts'
import { lockstepActor } from '../release/actors.ts'
import { act, measurementsBack, type Acted } from './act.ts'
import { endedByAws } from './ended-by-aws.ts'
import { judge, judgeStage } from './judge.ts'
import { withDecision } from './keep-decision.ts'
import { endWhenFull } from './leave.ts'
import type { Deed, Look } from './look.ts'
import { countTime } from './observed-time.ts'
import { phaseOf, withPhase } from './phase.ts'
import type { RolloutChange } from './rollout-record.ts'
import type { RolloutState } from './rollout-state.ts'
import { receivingProblem } from './receiving-half.ts'
import { seeTraffic } from './see-traffic.ts'
import { widen } from './widen.ts'

/**
 * What one look changes: time that was observed, what AWS and the measurements say, what the decision does, and whether
 * the stage's gate lets it widen. The same look again changes nothing. Not for a rollout that is leaving or has ended.
 */
export function advance(before: RolloutState, look: Look): RolloutChange {
  const seen = seeTraffic(before, look.traffic, look.now)
  const counts = phaseOf(before) === 'baking' && look.traffic.ok && seen.settledAt !== null
  const { intervalSeconds, now } = look
  const timed = withMeasuredShare(countTime(seen, now, { intervalSeconds, counts }), look)
  const gone = look.traffic.ok ? endedByAws(timed, look.traffic.value, now) : null
  if (gone !== null) return change(before, gone.state, gone.deed, null)
  const judged = judge(timed, look)
  const acted = act(judged.state, judged.outcome, look)
  const staged = judgeStage(acted.state, look)
  const wider = acted.deed === null ? widen(staged, judged.outcome, look) : null
  const done: Acted =
    wider === null ? { ...acted, state: staged } : { ...wider, effect: 'acted', actedAt: now.toISOString() }
  const ended = endWhenFull(done.state, now.toISOString())
  const shown = { ...ended, problem: ended.problem ?? receivingProblem(ended) }
  const { state, kept } = withDecision(shown, judged, done, look)
  return change(before, state, done.deed, kept)
}

/** Widening is an act as well, though the decision was only to go on. */
function change(
  before: RolloutState,
  after: RolloutState,
  deed: Deed | null,
  decision: RolloutChange['decision'],
): RolloutChange {
  const state = withPhase(after)
  return {
    state,
    counts: counts(before, state),
    decision,
    audits:
      deed === null
        ? []
        : [
            {
              actor: lockstepActor,
              action: 'rollout.decide',
              reason: deed.sentence,
              details: { from: deed.from, to: deed.to, decision: state.decision?.decision ?? null },
            },
          ],
    lines: [
      ...(deed === null ? [] : [deed]),
      ...releasedLine(before, state),
      ...foreignLine(before, state),
    ].map(({ level, sentence }) => ({
      level,
      message: sentence,
    })),
  }
}

/** What a person should have seen before changing the rollout. */
export const counts = (before: RolloutState, after: RolloutState): boolean =>
  before.wantedPercent !== after.wantedPercent ||
  before.stageIndex !== after.stageIndex ||
  before.held?.by.id !== after.held?.by.id ||
  before.heldFor !== after.heldFor ||
  before.foreign?.percent !== after.foreign?.percent ||
  before.end?.how !== after.end?.how ||
  before.end?.by !== after.end?.by ||
  before.ticks !== after.ticks ||
  (before.phase === 'ended') !== (after.phase === 'ended')

function releasedLine(before: RolloutState, { held }: RolloutState) {
  return before.heldFor === 'inconclusive' && held === null
    ? [{ level: 'info' as const, sentence: measurementsBack }]
    : []
}

function foreignLine(before: RolloutState, { foreign, wantedPercent }: RolloutState) {
  if (foreign === null || before.foreign?.percent === foreign.percent) return []
  const sentence = `Somebody else moved the traffic: AWS says ${foreign.percent} % instead of ${wantedPercent} %. Lockstep changes nothing until a person takes over or accepts it.`
  return [{ level: 'warning' as const, sentence }]
}

/** Fewer requests say nothing about a share. */
const requestsForShare = 20

function withMeasuredShare(state: RolloutState, { measured, now }: Look): RolloutState {
  const share = candidateShare(measured.baseline, measured.candidate)
  return {
    ...state,
    measuredPercent: share === null || share.requests < requestsForShare ? null : share.percent,
    measuredAt: now.toISOString(),
  }
}
