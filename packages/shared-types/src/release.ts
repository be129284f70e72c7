import { z } from 'zod'
import { Actor } from './actor.ts'
import { ArtifactRef } from './artifact.ts'
import { InvalidationMode } from './invalidation.ts'
import { Problem } from './problem.ts'
import { ReleaseKind, ReleaseScope, ReleaseStrategy } from './release-kind.ts'
import { IsoTime } from './time.ts'

/** `awaiting-decision`: a threshold was breached in the watch window and the policy asks a person. */
export const activeReleaseStatuses = [
  'queued',
  'running',
  'watching',
  'awaiting-decision',
  'aborting',
] as const
export const endedReleaseStatuses = ['succeeded', 'failed', 'aborted'] as const
export const ReleaseStatus = z.enum([...activeReleaseStatuses, ...endedReleaseStatuses])
export type ReleaseStatus = z.infer<typeof ReleaseStatus>

/** All steps; scope, kind, strategy and the rollout's driver say which ones run, and in which order. */
export const releaseStepIds = [
  'preflight',
  'candidate-update',
  'candidate-publish',
  'candidate-steady',
  'rollout',
  'backend-update',
  'backend-start',
  'frontend-publish',
  'invalidate',
  'backend-steady',
  'health',
  'invalidation-done',
  'edge-version',
  'endpoint',
  'rollout-finish',
  'watch',
  'tidy',
] as const
export const ReleaseStepId = z.enum(releaseStepIds)
export type ReleaseStepId = z.infer<typeof ReleaseStepId>

export const StepState = z.enum(['pending', 'running', 'succeeded', 'failed', 'skipped', 'aborted'])
export type StepState = z.infer<typeof StepState>

export const ReleaseStep = z.object({
  id: ReleaseStepId,
  state: StepState,
  startedAt: IsoTime.nullable(),
  endedAt: IsoTime.nullable(),
  /** From earlier releases of this environment, else the default; the basis says which. */
  expectedSeconds: z.number().nonnegative(),
  expectedBasis: z.enum(['history', 'default']),
  attempt: z.int().nonnegative(),
  progress: z.object({ done: z.number(), total: z.number(), unit: z.string() }).nullable(),
  /** What AWS says now, in a sentence. */
  detail: z.string().nullable(),
  failure: Problem.nullable(),
})
export type ReleaseStep = z.infer<typeof ReleaseStep>

export const ReleaseSummary = z.object({
  id: z.string(),
  applicationId: z.string(),
  environmentId: z.string(),
  kind: ReleaseKind,
  scope: ReleaseScope,
  strategy: ReleaseStrategy,
  status: ReleaseStatus,
  /** What the environment shall run; null for an invalidation. */
  artifact: ArtifactRef.nullable(),
  /** What it ran before; null when that could not be told. */
  from: ArtifactRef.nullable(),
  requestedBy: Actor,
  reason: z.string().nullable(),
  createdAt: IsoTime,
  endedAt: IsoTime.nullable(),
  /** How it ended, in a sentence; while it runs, what it does. */
  outcome: z.string(),
})
export type ReleaseSummary = z.infer<typeof ReleaseSummary>

export const Release = ReleaseSummary.extend({
  planId: z.string(),
  invalidationMode: InvalidationMode.nullable(),
  steps: z.array(ReleaseStep),
  failure: Problem.nullable(),
  /** Seconds left by the expected durations; null when ended or overdue. */
  etaSeconds: z.number().nullable(),
  /** Set when another release was started to undo this one, or when this one undoes another. */
  rolledBackBy: z.string().nullable(),
  rollbackOf: z.string().nullable(),
  overrides: z.array(z.object({ check: z.string(), reason: z.string() })),
})
export type Release = z.infer<typeof Release>

export const ReleasePage = z.object({ releases: z.array(ReleaseSummary), nextCursor: z.string().nullable() })
export type ReleasePage = z.infer<typeof ReleasePage>

/** One line of what happened while a release ran. */
export const ReleaseLogEntry = z.object({
  seq: z.int(),
  releaseId: z.string(),
  at: IsoTime,
  source: z.enum([
    'lockstep',
    'ecs-event',
    'task-stopped',
    'target-health',
    'log',
    'invalidation',
    'rollout',
  ]),
  level: z.enum(['info', 'warning', 'error']),
  step: ReleaseStepId.nullable(),
  message: z.string(),
})
export type ReleaseLogEntry = z.infer<typeof ReleaseLogEntry>

export const ReleaseLogPage = z.object({ entries: z.array(ReleaseLogEntry), nextSeq: z.int() })
export type ReleaseLogPage = z.infer<typeof ReleaseLogPage>

/** Starts what a plan says; the plan is shown and confirmed before. */
export const StartReleaseInput = z.object({
  planId: z.string().min(1),
  /** The environment's name, typed; needed where the plan asks for it. */
  confirmation: z.string().max(200).nullable().default(null),
  reason: z.string().trim().max(2000).nullable().default(null),
  overrides: z
    .array(z.object({ check: z.string().min(1), reason: z.string().trim().min(3).max(2000) }))
    .default([]),
})
export type StartReleaseInput = z.infer<typeof StartReleaseInput>

export const AbortReleaseInput = z.object({ reason: z.string().trim().min(3).max(2000) })
export type AbortReleaseInput = z.infer<typeof AbortReleaseInput>

/** The answer to a breach in the watch window. */
export const DecideReleaseInput = z.object({
  decision: z.enum(['keep', 'rollback']),
  reason: z.string().trim().min(3).max(2000),
})
export type DecideReleaseInput = z.infer<typeof DecideReleaseInput>
