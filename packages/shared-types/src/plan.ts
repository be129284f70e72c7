import { z } from 'zod'
import { ArtifactRef, Digest } from './artifact.ts'
import { EnvironmentRef } from './environment.ts'
import { InvalidationMode } from './invalidation.ts'
import { PreflightCheck } from './preflight.ts'
import { ReleaseKind, ReleaseScope, ReleaseStrategy } from './release-kind.ts'
import { DriverLimits, RolloutDriverId } from './rollout.ts'
import { RolloutStage } from './gate.ts'
import { ReleaseStepId } from './release.ts'
import { IsoTime } from './time.ts'
import { VersionHold } from './version-hold.ts'

export const definitionBases = ['running', 'newest', 'released'] as const
export const DefinitionBase = z.enum(definitionBases)
export type DefinitionBase = z.infer<typeof DefinitionBase>

export const PlanRequest = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('deploy'),
    scope: ReleaseScope.default('both'),
    digest: Digest,
    /** The environment's own mode when it is left out. */
    invalidationMode: InvalidationMode.optional(),
    /** In stages where the environment has a rollout for it, when it is left out. */
    strategy: ReleaseStrategy.optional(),
    /** Which task definition the new one is made from: what runs, the newest revision of its family, or what Lockstep released. */
    base: DefinitionBase.optional(),
  }),
  z.object({
    kind: z.literal('rollback'),
    scope: ReleaseScope.default('both'),
    digest: Digest,
    /** Skips everything that can wait, and invalidates at once. */
    emergency: z.boolean().default(false),
    /** Which task definition it goes by: what runs, or the revision that served this version before. */
    base: DefinitionBase.exclude(['newest']).optional(),
  }),
  z.object({ kind: z.literal('invalidate'), invalidationMode: InvalidationMode }),
  /** Moves users to what runs already, behind a flag. */
  z.object({ kind: z.literal('rollout') }),
])
export type PlanRequest = z.infer<typeof PlanRequest>

/** One changed value of the task definition; `path` such as `containerDefinitions.api.image`. */
export const PlanChange = z.object({
  path: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})
export type PlanChange = z.infer<typeof PlanChange>

export const PlanFile = z.object({
  path: z.string(),
  change: z.enum(['added', 'changed', 'kept', 'removed', 'unchanged']),
  bytes: z.int().nonnegative(),
})
export type PlanFile = z.infer<typeof PlanFile>

/** Counts of all files; `shown` lists at most 200 of them, changes first. `kept`: old files that open pages may still need. */
export const PlanFiles = z.object({
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  kept: z.int(),
  removed: z.int(),
  uploadBytes: z.int().nonnegative(),
  shown: z.array(PlanFile),
})
export type PlanFiles = z.infer<typeof PlanFiles>

export const PlanStep = z.object({
  id: ReleaseStepId,
  expectedSeconds: z.number().nonnegative(),
  expectedBasis: z.enum(['history', 'default']),
})
export type PlanStep = z.infer<typeof PlanStep>

/** What a release is about to change, computed before it starts. A part that could not be computed is null and `unreadable` says why. */
export const Plan = EnvironmentRef.extend({
  id: z.string(),
  kind: ReleaseKind,
  scope: ReleaseScope,
  strategy: ReleaseStrategy,
  emergency: z.boolean(),
  artifact: ArtifactRef.nullable(),
  from: ArtifactRef.nullable(),
  preflight: z.array(PreflightCheck),
  /** True when a preflight check blocks that cannot be overridden. */
  blocked: z.boolean(),
  taskDefinition: z
    .object({
      from: z.string(),
      /** What the new one is made from: `from`, unless the newest or the released revision was asked for. */
      base: z.string(),
      to: z.string().nullable(),
      reused: z.boolean(),
      changes: z.array(PlanChange),
      /** A newer revision of the family that nothing runs, and what it would bring beside the new image; null when there is none. */
      newer: z.object({ arn: z.string(), changes: z.array(PlanChange) }).nullable(),
      /** What Lockstep released, where the running one has other settings, and what going by it would change beside the image. */
      released: z
        .object({ arn: z.string(), changes: z.array(PlanChange) })
        .nullable()
        .default(null),
      /** Containers of the artifact's repository that keep their image. */
      behind: z.array(z.object({ container: z.string(), image: z.string() })),
      /** What its tasks run on, such as `linux/amd64`; null or left out where the cluster's instances decide. */
      platform: z.string().nullable().optional(),
    })
    .nullable(),
  files: PlanFiles.nullable(),
  invalidation: z.object({ mode: InvalidationMode, paths: z.array(z.string()) }).nullable(),
  /** The stages that the traffic would pass; null when all changes at once. */
  rollout: z
    .object({ driver: RolloutDriverId, limits: DriverLimits, stages: z.array(RolloutStage) })
    .nullable(),
  steps: z.array(PlanStep),
  expectedSeconds: z.number(),
  /** How it would be undone, in a sentence. */
  undo: z.string(),
  confirmation: z.object({ phrase: z.string().nullable(), reasonRequired: z.boolean() }),
  unreadable: z.array(z.string()),
  computedAt: IsoTime,
  /** After this the plan must be computed again. */
  expiresAt: IsoTime,
})
export type Plan = z.infer<typeof Plan>

/** A version to go back to, the most sensible first. */
export const RollbackCandidate = z.object({
  artifact: ArtifactRef,
  /** The successful release that ran it here last; null when only the registry knows it. */
  releaseId: z.string().nullable(),
  releasedAt: IsoTime.nullable(),
  releasedBy: z.string().nullable(),
  /** What speaks against it here: it failed, or somebody went back from it; null when nothing does. */
  hold: VersionHold.nullable(),
  pushedAt: IsoTime.nullable(),
  ready: z.enum(['ok', 'fail', 'unknown']),
  /** What is there and what is missing: image, task definition, bundle. */
  readiness: z.string(),
})
export type RollbackCandidate = z.infer<typeof RollbackCandidate>

export const RollbackCandidates = z.object({ candidates: z.array(RollbackCandidate) })
export type RollbackCandidates = z.infer<typeof RollbackCandidates>
