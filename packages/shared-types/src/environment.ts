import { z } from 'zod'
import { ArtifactRef } from './artifact.ts'
import { DriftStatus } from './drift-status.ts'
import { InvalidationMode } from './invalidation.ts'
import { Percent } from './percent.ts'
import { ReleaseSummary } from './release.ts'
import { RolloutPhase } from './rollout-phase.ts'
import { IsoTime } from './time.ts'

/** A name in the configuration and in URLs: lower case, digits and dashes. */
export const Slug = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'lower-case letters, digits and dashes, 1 to 63')
export type Slug = z.infer<typeof Slug>

export const EnvironmentRef = z.object({ applicationId: Slug, environmentId: Slug })
export type EnvironmentRef = z.infer<typeof EnvironmentRef>

export const componentRoles = ['backend', 'frontend'] as const
export const ComponentRole = z.enum(componentRoles)
export type ComponentRole = z.infer<typeof ComponentRole>

/** One half of the pair as it was last observed; a value that could not be read is null and `unreadable` says why. */
export const ComponentState = z.object({
  role: ComponentRole,
  kind: z.enum(['ecs-service', 'static-site']),
  /** `cluster/service`, or `bucket behind distribution`. */
  name: z.string(),
  url: z.url(),
  version: z.string().nullable(),
  artifact: ArtifactRef.nullable(),
  /** Task definition `family:revision`; null for a static site. */
  revision: z.string().nullable(),
  deployedAt: IsoTime.nullable(),
  /** Running and desired tasks; null for a static site. */
  tasks: z.object({ running: z.int(), desired: z.int(), pending: z.int() }).nullable(),
  readAt: IsoTime.nullable(),
  unreadable: z.string().nullable(),
})
export type ComponentState = z.infer<typeof ComponentState>

/** A rollout that runs, at a glance: what is wanted. */
export const RolloutGlance = z.object({ releaseId: z.string(), percent: Percent, phase: RolloutPhase })
export type RolloutGlance = z.infer<typeof RolloutGlance>

/** One row of the fleet. */
export const EnvironmentSummary = EnvironmentRef.extend({
  applicationName: z.string(),
  name: z.string(),
  /** Production asks to type the environment's name before a release starts. */
  protected: z.boolean(),
  status: DriftStatus,
  /** Since when the status holds; null before the first drift check. */
  since: IsoTime.nullable(),
  headline: z.string(),
  failing: z.int(),
  warning: z.int(),
  unknown: z.int(),
  frontendVersion: z.string().nullable(),
  backendVersion: z.string().nullable(),
  observedAt: IsoTime.nullable(),
  /** An observation that is older than this is stale: what is there now may differ. */
  staleAfterSeconds: z.int(),
  activeRelease: ReleaseSummary.nullable(),
  lastRelease: ReleaseSummary.nullable(),
  /** Null when none runs. */
  rollout: RolloutGlance.nullable(),
})
export type EnvironmentSummary = z.infer<typeof EnvironmentSummary>

export const Fleet = z.object({ environments: z.array(EnvironmentSummary) })
export type Fleet = z.infer<typeof Fleet>

/** One environment's page: its set-up and state, without the drift checks. */
export const EnvironmentDetail = EnvironmentSummary.extend({
  region: z.string(),
  backend: ComponentState,
  frontend: ComponentState,
  /** What a deploy invalidates unless told otherwise. */
  invalidationMode: InvalidationMode,
  monitorIntervalSeconds: z.int(),
})
export type EnvironmentDetail = z.infer<typeof EnvironmentDetail>
