import { z } from 'zod'
import { Actor } from './actor.ts'
import { ArtifactRef } from './artifact.ts'
import { Decision } from './decision.ts'
import { EnvironmentRef } from './environment.ts'
import { GateState, RolloutStage } from './gate.ts'
import { Percent } from './percent.ts'
import { Problem } from './problem.ts'
import { RolloutPhase } from './rollout-phase.ts'
import { IsoTime } from './time.ts'

export const rolloutDriverIds = [
  'alb-weights',
  'ecs-native',
  'appconfig-flag',
  'cloudfront-cohort',
  'paired',
] as const
export const RolloutDriverId = z.enum(rolloutDriverIds)
export type RolloutDriverId = z.infer<typeof RolloutDriverId>

/** What a driver can do: which percentages, and which way. */
export const DriverLimits = z.object({
  /** The only percentages it can set; null when it can set any. */
  percentages: z.array(Percent).nullable(),
  maxPercent: Percent,
  /** `zero-only`: it goes down to zero or not at all. */
  down: z.enum(['any', 'zero-only']),
  /** What moves and what does not, in a sentence for the screen. */
  sentence: z.string(),
})
export type DriverLimits = z.infer<typeof DriverLimits>

/** A call that shows that the old path serves, after traffic is off the candidate. */
export const ProbeOutcome = z.object({
  name: z.string(),
  ok: z.boolean(),
  sentence: z.string(),
  at: IsoTime,
})
export type ProbeOutcome = z.infer<typeof ProbeOutcome>

export const RolloutEnd = z.object({
  how: z.enum(['full', 'zero']),
  /** `decision`: the matrix; `person`; `emergency`; `abort`: the release was aborted. */
  by: z.enum(['gate', 'decision', 'person', 'emergency', 'abort']),
  askedAt: IsoTime,
  actor: Actor,
  reason: z.string().nullable(),
  /** When AWS accepted it; null until then. */
  acceptedAt: IsoTime.nullable(),
  /** First measurement or probe that saw no traffic on the candidate; null until then. */
  offAt: IsoTime.nullable(),
  probes: z.array(ProbeOutcome),
})
export type RolloutEnd = z.infer<typeof RolloutEnd>

/** The rollout of one release as it stands. */
export const Rollout = EnvironmentRef.extend({
  releaseId: z.string(),
  driver: RolloutDriverId,
  /** Counts every change by a person or by Lockstep; a control sends the one that it saw. */
  revision: z.int().nonnegative(),
  phase: RolloutPhase,
  stages: z.array(RolloutStage).min(1),
  /** The stage that it is at; -1 before the first. */
  stageIndex: z.int().min(-1),
  stageSince: IsoTime.nullable(),
  candidate: ArtifactRef.nullable(),
  baseline: ArtifactRef.nullable(),
  limits: DriverLimits,
  /** What Lockstep wants. */
  wantedPercent: Percent,
  /** Who set it and when: a person's slider, or Lockstep at a gate or by a decision. */
  wantedBy: Actor,
  wantedAt: IsoTime,
  /** What AWS says; null when it could not be read. */
  appliedPercent: Percent.nullable(),
  appliedAt: IsoTime.nullable(),
  /** The candidate's share of the requests that were measured lately; null when too few or none are known. */
  measuredPercent: z.number().min(0).max(100).nullable(),
  measuredAt: IsoTime.nullable(),
  /** Left of the bake time while time counts; null when nothing bakes. */
  bakeRemainingSeconds: z.number().nonnegative().nullable(),
  /** When the bake time is over if nothing holds it; null when held or over. */
  bakeUntil: IsoTime.nullable(),
  held: z.object({ by: Actor, at: IsoTime, reason: z.string() }).nullable(),
  gate: GateState.nullable(),
  /** The newest decision. */
  decision: Decision.nullable(),
  /** Since when measurements are missing or stale, and when that takes it a stage back. */
  inconclusive: z.object({ since: IsoTime, goesBackAt: IsoTime.nullable() }).nullable(),
  /** Somebody moved the traffic outside Lockstep. Held until a person takes over or accepts it. */
  foreign: z.object({ percent: Percent, seenAt: IsoTime, sentence: z.string() }).nullable(),
  /** What keeps AWS from saying what is wanted. */
  problem: Problem.nullable(),
  end: RolloutEnd.nullable(),
  startedAt: IsoTime,
  updatedAt: IsoTime,
})
export type Rollout = z.infer<typeof Rollout>

export const rolloutActions = [
  'set-percent',
  'promote',
  'skip',
  'hold',
  'resume',
  'back',
  'to-zero',
  'to-full',
  'tick',
  'take-over',
  'accept',
] as const
export const RolloutAction = z.enum(rolloutActions)
export type RolloutAction = z.infer<typeof RolloutAction>

const common = {
  /** The revision that was on the screen; another one means that somebody was quicker. */
  revision: z.int().nonnegative(),
  /** Needed to skip, to go to full before the gates, to raise against a decision, and to end at zero. */
  reason: z.string().trim().max(2000).nullable().default(null),
}
export const RolloutControlInput = z.discriminatedUnion('action', [
  z.object({ action: z.literal('set-percent'), percent: Percent, ...common }),
  z.object({ action: z.literal('tick'), check: z.string().min(1).max(63), ticked: z.boolean(), ...common }),
  z.object({
    action: z.enum([
      'promote',
      'skip',
      'hold',
      'resume',
      'back',
      'to-zero',
      'to-full',
      'take-over',
      'accept',
    ]),
    ...common,
  }),
])
export type RolloutControlInput = z.infer<typeof RolloutControlInput>

/** One button for the night: no revision, no plan; the reason may follow later. */
export const EmergencyInput = z.object({ reason: z.string().trim().max(2000).nullable().default(null) })
export type EmergencyInput = z.infer<typeof EmergencyInput>

/** What the emergency button did: took a running rollout to zero, or began the rollback to the release before. */
export const Emergency = z.object({
  effect: z.enum(['to-zero', 'rollback']),
  releaseId: z.string(),
  askedAt: IsoTime,
  /** When AWS accepted that no more traffic goes to the bad version; null when that is still under way. */
  acceptedAt: IsoTime.nullable(),
  sentence: z.string(),
})
export type Emergency = z.infer<typeof Emergency>

/** What an environment can roll out with, and what runs there now. */
export const EnvironmentRollout = EnvironmentRef.extend({
  /** Null when no rollout is configured. */
  driver: RolloutDriverId.nullable(),
  stages: z.array(RolloutStage),
  /** The one that runs, else the newest that ended; null when there was none. */
  rollout: Rollout.nullable(),
  /** What the emergency button would do now, in a sentence; null when there is nothing to go back to. */
  emergency: z.string().nullable(),
})
export type EnvironmentRollout = z.infer<typeof EnvironmentRollout>
