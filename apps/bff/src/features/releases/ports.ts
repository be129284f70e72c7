import type { FileRisks } from '../../domain/artifact/file-risks.ts'
import type { Actor } from '@lockstep/shared-types/actor'
import type { Artifact, ArtifactRef } from '@lockstep/shared-types/artifact'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { InvalidationMode } from '@lockstep/shared-types/invalidation'
import type { Plan, PlanFiles, PlanRequest } from '@lockstep/shared-types/plan'
import type { Problem } from '@lockstep/shared-types/problem'
import type { Release, ReleaseLogEntry, ReleaseSummary } from '@lockstep/shared-types/release'
import type { ReleaseQuery } from '@lockstep/shared-types/release-query'
import type { VersionHold } from '@lockstep/shared-types/version-hold'
import type { Observation } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import type { ArtifactInspection } from '../../domain/release/artifact-inspection.ts'
import type { StepHistory } from '../../domain/release/expected-durations.ts'
import type { Held } from '../../domain/release/good-releases.ts'
import type { ContainerImage } from '../../domain/release/release-containers.ts'
import type { PlanBasis } from '../../domain/release/plan-basis.ts'
import type { DocumentFinding, ProbeFinding } from '../../domain/release/preflight/rollout-facts.ts'
import type { SidecarState } from '../../domain/release/sidecars.ts'
import type { Result } from '../../domain/result.ts'
import type { ExpectedAnswer } from '../../domain/rollout/rollout-config.ts'
import type { TrafficDriver } from '../../domain/rollout/traffic.ts'

/** Null for an environment that the configuration does not name. */
export type FindEnvironment = (ref: EnvironmentRef) => Environment | null
export type Observe = (environment: Environment) => Promise<Observation>

/** The images that a release can be made of. */
export type ArtifactLookup = {
  /** `artifact-not-found` when the registry does not have the digest. */
  readonly get: (environment: Environment, digest: string) => Promise<Result<Artifact>>
  /** The newest first. */
  readonly newest: (environment: Environment, limit: number) => Promise<Result<readonly Artifact[]>>
}

/** Looks inside the image: the frontend's files, and the settings in its entry script. Changes nothing. */
export type InspectArtifact = (
  environment: Environment,
  artifact: ArtifactRef,
) => Promise<Result<ArtifactInspection>>

/** The images that tasks of a definition need besides the artifact's own; null where the definition could not be read. */
export type ReadSidecars = (environment: Environment, arn: string) => Promise<readonly SidecarState[] | null>

/** What publishing the image's frontend would change in the bucket. Changes nothing. */
export type PlanFrontendFiles = (
  environment: Environment,
  artifact: ArtifactRef,
) => Promise<Result<{ readonly files: PlanFiles; readonly risks: FileRisks }>>

/** Whether Lockstep may write into the site's bucket, found out without writing anything. */
export type CheckBucket = (environment: Environment) => Promise<Result<void>>

/** `changed` are files below the site's root that get other bytes under the same name. */
export type InvalidationPaths = (
  environment: Environment,
  mode: InvalidationMode,
  changed: readonly string[],
) => readonly string[]

/** What is looked at before a rollout begins. */
export type RolloutReads = {
  /** Null when no rollout is configured. */
  readonly driverFor: (environment: Environment) => Pick<TrafficDriver, 'check' | 'read'> | null
  readonly probeExpected: (environment: Environment, expected: ExpectedAnswer) => Promise<ProbeFinding>
  /** The JSON document at a path of the backend. */
  readonly readDocument: (environment: Environment, path: string) => Promise<DocumentFinding>
}

/** A task definition as far as planning a release needs it. */
export type DescribedTaskDefinition = {
  readonly arn: string
  readonly family: string
  readonly active: boolean
  /** Image of the artifact's container. */
  readonly image: string
  readonly containers: readonly ContainerImage[]
  readonly tags: Readonly<Record<string, string>>
  /** What its tasks run on; null or left out where the cluster's instances decide. */
  readonly platform?: string | null
}

export type TaskDefinitionRequest = {
  /** The definition that the new one is made from. */
  readonly baseArn: string
  readonly artifact: ArtifactRef
  readonly commit: string | null
}

/** `before` and `after` are the definitions as plain values, for a diff; `after` is what would be registered. */
export type TaskDefinitionPreview = {
  readonly before: unknown
  readonly after: unknown
  readonly image: string
}

export type TaskDefinitionPlanner = {
  readonly describe: (environment: Environment, arn: string) => Promise<Result<DescribedTaskDefinition>>
  /** The newest active revision of the family. */
  readonly newest: (environment: Environment, family: string) => Promise<Result<DescribedTaskDefinition>>
  /** The newest active definition of the family that runs exactly this digest; null when there is none. */
  readonly findByDigest: (
    environment: Environment,
    family: string,
    digest: string,
  ) => Promise<Result<DescribedTaskDefinition | null>>
  readonly preview: (
    environment: Environment,
    request: TaskDefinitionRequest,
  ) => Promise<Result<TaskDefinitionPreview>>
}

export type StoredPlan = {
  readonly plan: Plan
  readonly request: PlanRequest
  readonly basis: PlanBasis
}

/** A release that an end sets off, such as the rollback after a breach, in the transaction of the end. */
export type ReleaseEnding = {
  readonly releaseId: string
  readonly failure: Problem
  readonly outcome: string
}

export type NewRelease = {
  readonly release: Release
  readonly emergency: boolean
  readonly fromTaskDefinition: string | null
  readonly idempotencyKey: string
  readonly action: 'release.start' | 'release.rollback-automatic' | 'rollout.emergency'
  /** The release that this one takes the place of, in the same transaction. */
  readonly ends: ReleaseEnding | null
}

/** What somebody wanted and did not get, for the audit trail. */
export type Refusal = {
  readonly action: 'release.start' | 'release.abort' | 'release.decide'
  readonly ref: EnvironmentRef
  /** Null for a start: there is no release. */
  readonly releaseId: string | null
  readonly actor: Actor
  readonly reason: string | null
  /** What else was asked for, such as the plan or the decision. */
  readonly asked: Readonly<Record<string, string>>
}

export type RefusalTrail = {
  /** Writes the audit event of a refusal, in a transaction of its own: the action had none. */
  readonly refused: (refusal: Refusal & { readonly problem: Problem }) => Promise<void>
}

export type StoreReleases = RefusalTrail & {
  readonly savePlan: (stored: StoredPlan) => Promise<void>
  readonly getPlan: (planId: string) => Promise<StoredPlan | null>
  /**
   * Release, steps, audit event and workflow together, or nothing. `release-active` with the id of the other release
   * when one runs there. The same actor and key get the first release back.
   */
  readonly start: (release: NewRelease) => Promise<Result<Release>>
  readonly findByKey: (actorId: string, idempotencyKey: string) => Promise<Release | null>
  readonly get: (releaseId: string) => Promise<Release | null>
  readonly activeReleaseId: (ref: EnvironmentRef) => Promise<string | null>
  /** The newest first, from before `beforeId`. */
  readonly list: (query: ReleaseQuery, beforeId: string | null) => Promise<readonly ReleaseSummary[]>
  readonly log: (releaseId: string, after: number, limit: number) => Promise<readonly ReleaseLogEntry[]>
  /** Refused (false) when the release has meanwhile left the statuses in which it is allowed. */
  readonly requestAbort: (releaseId: string, actor: Actor, reason: string) => Promise<boolean>
  readonly decide: (
    releaseId: string,
    actor: Actor,
    decision: 'keep' | 'rollback',
    reason: string,
  ) => Promise<boolean>
  readonly stepHistory: (ref: EnvironmentRef) => Promise<StepHistory>
  /** The last successful release of each version here, the most sensible to go back to first; that of today comes first. */
  readonly goodReleases: (ref: EnvironmentRef, limit: number) => Promise<readonly GoodRelease[]>
  /** By digest, what failed here or was rolled back, and by whom, when and why. */
  readonly versionHolds: (ref: EnvironmentRef) => Promise<ReadonlyMap<string, VersionHold>>
  /** The newest release that has ended, in whatever way; invalidations and rollouts by a flag do not count. Null when there is none. */
  readonly lastEnded: (ref: EnvironmentRef) => Promise<EndedRelease | null>
}

export type GoodRelease = EndedRelease & Held

export type EndedRelease = {
  readonly releaseId: string
  readonly kind: Release['kind']
  readonly status: Release['status']
  /** It succeeded without a task that could show whether the version is healthy. */
  readonly isUnproven?: boolean
  readonly artifact: ArtifactRef
  readonly from: ArtifactRef | null
  readonly scope: Release['scope']
  readonly endedAt: string
  readonly requestedBy: string
  readonly taskDefinitionArn: string | null
}
