import type { DriverLimits, Rollout } from '@lockstep/shared-types/rollout'
import type { RolloutRecord } from './rollout-record.ts'

/** The rollout as pages see it. */
export function view(record: RolloutRecord, limits: DriverLimits, now: Date): Rollout {
  const { state } = record
  const left = bakeLeft(record)
  const runs = state.phase === 'baking'
  // Counted up to the last look, so the countdown goes on from there.
  const from = state.lookedAt === null ? now.getTime() : Date.parse(state.lookedAt)
  return {
    applicationId: record.applicationId,
    environmentId: record.environmentId,
    releaseId: record.releaseId,
    driver: record.driver,
    revision: record.revision,
    phase: state.phase,
    stages: [...state.stages],
    stageIndex: state.stageIndex,
    stageSince: state.stageSince,
    candidate: state.candidate,
    baseline: state.baseline,
    limits,
    wantedPercent: state.wantedPercent,
    wantedBy: state.wantedBy,
    wantedAt: state.wantedAt,
    appliedPercent: state.appliedPercent,
    appliedAt: state.appliedAt,
    measuredPercent: state.measuredPercent,
    measuredAt: state.measuredAt,
    bakeRemainingSeconds: left,
    bakeUntil: left !== null && runs ? new Date(from + left * 1000).toISOString() : null,
    held: state.held,
    gate: state.gate,
    decision: state.decision,
    inconclusive: state.inconclusive,
    foreign: state.foreign,
    problem: state.problem,
    end: state.end,
    startedAt: record.startedAt,
    updatedAt: record.updatedAt,
  }
}

/** Of the stage's bake time; null when nothing bakes any more or yet. */
function bakeLeft({ state }: RolloutRecord): number | null {
  const stage = state.stages[state.stageIndex]
  if (stage === undefined || state.phase === 'leaving' || state.phase === 'ended' || state.end !== null)
    return null
  return Math.max(0, stage.bakeSeconds - state.bakedSeconds)
}
