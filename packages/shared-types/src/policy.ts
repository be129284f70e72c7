import { z } from 'zod'
import { Actor } from './actor.ts'
import { DecisionId, MatrixRow, Severity } from './decision.ts'
import { EnvironmentRef } from './environment.ts'
import { RolloutStage } from './gate.ts'
import { Threshold } from './measurement.ts'
import { IsoTime } from './time.ts'

/** How rollouts of an environment go: stages, and what the numbers decide. */
export const RolloutPolicy = z.object({
  stages: z.array(RolloutStage).min(1).max(20),
  /** Rows of the decision matrix, the hardest first; the first that applies decides. */
  matrix: z.array(MatrixRow).max(20),
  /** Values are taken over the last so many seconds. */
  windowSeconds: z.int().min(60).max(86_400),
  /** Missing or stale measurements hold the rollout; after so long it goes a stage back. Null: it only holds. */
  inconclusiveGoesBackAfterSeconds: z.int().positive().nullable(),
})
export type RolloutPolicy = z.infer<typeof RolloutPolicy>

export const policyKinds = ['thresholds', 'rollout'] as const
export const PolicyKind = z.enum(policyKinds)
export type PolicyKind = z.infer<typeof PolicyKind>

/** Who made a version and why; version 0 is the configuration file's. */
export const PolicyVersion = z.object({
  version: z.int().nonnegative(),
  changedBy: Actor.nullable(),
  changedAt: IsoTime.nullable(),
  reason: z.string().nullable(),
})
export type PolicyVersion = z.infer<typeof PolicyVersion>

export const ThresholdsInForce = PolicyVersion.extend({ thresholds: z.array(Threshold) })
export type ThresholdsInForce = z.infer<typeof ThresholdsInForce>
export const RolloutPolicyInForce = PolicyVersion.extend({ policy: RolloutPolicy })
export type RolloutPolicyInForce = z.infer<typeof RolloutPolicyInForce>

/** What is in force in an environment, and every version before, the newest first. */
export const Policy = EnvironmentRef.extend({
  thresholds: ThresholdsInForce,
  /** Null when the environment has no rollout configured. */
  rollout: RolloutPolicyInForce.nullable(),
  history: z.array(PolicyVersion.extend({ kind: PolicyKind, summary: z.string() })),
})
export type Policy = z.infer<typeof Policy>

const change = {
  /** The version that was seen; another one means that somebody was quicker. */
  baseVersion: z.int().nonnegative(),
  reason: z.string().trim().min(3).max(2000),
}
export const ChangeThresholdsInput = z.object({ ...change, thresholds: z.array(Threshold).max(100) })
export type ChangeThresholdsInput = z.infer<typeof ChangeThresholdsInput>
export const ChangeRolloutPolicyInput = z.object({ ...change, policy: RolloutPolicy })
export type ChangeRolloutPolicyInput = z.infer<typeof ChangeRolloutPolicyInput>

/** Limits to try against the past. */
export const ReplayInput = z.object({
  thresholds: z.array(Threshold).max(100).nullable().default(null),
  policy: RolloutPolicy.nullable().default(null),
  hours: z.int().min(1).max(72).default(24),
})
export type ReplayInput = z.infer<typeof ReplayInput>

/** What limits would have decided: each moment at which the decision changed. */
export const ReplayChange = z.object({
  at: IsoTime,
  /** Until the next change, or the end of the measurements. */
  until: IsoTime,
  decision: DecisionId,
  severity: Severity.nullable(),
  sentence: z.string(),
})
export type ReplayChange = z.infer<typeof ReplayChange>
export const ReplayOutcome = z.object({
  /** Such as "would have paused twice and rolled back once". */
  sentence: z.string(),
  changes: z.array(ReplayChange),
  counts: z.record(DecisionId, z.int().nonnegative()),
  /** Share of the time for which there were measurements, 0 to 1. */
  coverage: z.number().min(0).max(1),
})
export type ReplayOutcome = z.infer<typeof ReplayOutcome>
export const Replay = EnvironmentRef.extend({
  from: IsoTime,
  to: IsoTime,
  proposed: ReplayOutcome,
  /** The same hours by what is in force now. */
  inForce: ReplayOutcome,
})
export type Replay = z.infer<typeof Replay>
