import type { ArtifactRef } from '@lockstep/shared-types/artifact'
import type { Measurements } from '@lockstep/shared-types/measurement'
import type { Plan } from '@lockstep/shared-types/plan'
import type { Problem } from '@lockstep/shared-types/problem'
import type { Release, ReleaseLogEntry, ReleaseStatus, ReleaseStep } from '@lockstep/shared-types/release'
import type {
  AppVersion,
  HealthState,
  Observation,
  ServiceState,
  SiteObservation,
  TargetState,
  TaskState,
} from '../domain/drift/observation.ts'
import type { Environment } from '../domain/environment.ts'
import type { Reading } from '../domain/reading.ts'
import type { PlanBasis } from '../domain/release/plan-basis.ts'
import type { ServiceBefore } from '../domain/release/service-before.ts'
import type { Result } from '../domain/result.ts'
import type { CandidateSite } from '../domain/rollout/candidate-site.ts'
import type { CandidateTasks } from '../domain/rollout/candidate-tasks.ts'
import type { RolloutPorts } from './rollout/ports.ts'

export type NewLogEntry = Pick<ReleaseLogEntry, 'source' | 'level' | 'step' | 'message'> & {
  /** The same thing seen twice is one line; null for a line that may repeat. */
  readonly onceKey: string | null
  /** When it happened, when that is known better than now. */
  readonly at?: string
}

export type ReleaseEnd = {
  readonly status: Extract<ReleaseStatus, 'succeeded' | 'failed' | 'aborted'>
  readonly outcome: string
  readonly failure: Problem | null
  /** It succeeded without a task that could show whether the version is healthy. */
  readonly isUnproven?: boolean
}

/** A release as the workflow works on it. */
export type ReleaseWork = {
  readonly release: Release
  readonly plan: Plan
  readonly basis: PlanBasis
  /** Task definition that this release made the service run; null before that. */
  readonly taskDefinitionArn: string | null
}

/** What the workflow writes down; every write is seen by open pages at once. */
export type ReleaseJournal = {
  readonly load: (releaseId: string) => Promise<ReleaseWork | null>
  readonly control: (releaseId: string) => Promise<{
    readonly abortRequested: boolean
    readonly decision: 'keep' | 'rollback' | null
    /** Of who decided; null while nobody has. */
    readonly decisionReason: string | null
  }>
  /** Who has aborted it and why; null when nobody has. */
  readonly abortedBy: (
    releaseId: string,
  ) => Promise<{ readonly name: string; readonly reason: string | null } | null>
  /** Does nothing to a release that has ended. One that is being aborted stays so: `aborting` says anew what that waits for. */
  readonly setStatus: (
    releaseId: string,
    status: Extract<ReleaseStatus, 'running' | 'watching' | 'awaiting-decision' | 'aborting'>,
    outcome: string,
  ) => Promise<void>
  /** A repeat keeps the first start, which it returns. */
  readonly startStep: (releaseId: string, step: ReleaseStep['id']) => Promise<string>
  readonly updateStep: (
    releaseId: string,
    step: ReleaseStep['id'],
    change: Pick<ReleaseStep, 'detail' | 'progress'>,
  ) => Promise<void>
  readonly retryStep: (releaseId: string, step: ReleaseStep['id'], detail: string) => Promise<void>
  readonly endStep: (
    releaseId: string,
    step: ReleaseStep['id'],
    state: Extract<ReleaseStep['state'], 'succeeded' | 'failed' | 'aborted'>,
    failure: Problem | null,
  ) => Promise<void>
  readonly log: (releaseId: string, entries: readonly NewLogEntry[]) => Promise<void>
  readonly setTaskDefinition: (releaseId: string, arn: string) => Promise<void>
  /** Keeps what the service showed the first time that this is called for it, and answers with that ever after. */
  readonly keepServiceBefore: (
    releaseId: string,
    /** `cluster/service`. */
    service: string,
    before: ServiceBefore,
  ) => Promise<ServiceBefore>
  /** Ids of all releases that have not ended. */
  readonly active: () => Promise<readonly string[]>
  /** Ends the release with its audit event, once. */
  readonly end: (releaseId: string, end: ReleaseEnd) => Promise<void>
}

export type StoppedTask = {
  readonly arn: string
  readonly taskDefinitionArn: string
  readonly stoppedAt: string | null
  readonly reason: string
}

export type UpdateOptions = {
  /** Number of tasks; left as it is without it. */
  readonly desired?: number
  /** Where ECS shifts the traffic itself, it waits before each of its steps. */
  readonly staged?: boolean
  /** Begins a deployment also when the service runs this task definition already. */
  readonly force?: boolean
}

/** Changes what an ECS service runs. Each call may be repeated without doubling its effect. */
export type ServiceDeployer = {
  readonly service: (environment: Environment) => Promise<Result<ServiceState>>
  /**
   * Registers the base definition with the release's image, marked with the release; one that is marked already
   * is returned instead.
   */
  readonly register: (
    environment: Environment,
    request: {
      readonly baseArn: string
      readonly artifact: ArtifactRef
      readonly commit: string | null
      readonly releaseId: string
    },
  ) => Promise<Result<string>>
  readonly describe: (
    environment: Environment,
    taskDefinitionArn: string,
  ) => Promise<Result<{ readonly active: boolean; readonly image: string }>>
  readonly update: (
    environment: Environment,
    taskDefinitionArn: string,
    options?: UpdateOptions,
  ) => Promise<Result<void>>
  /** Tasks of the service that ended lately, with why. */
  readonly stoppedTasks: (environment: Environment) => Promise<Result<readonly StoppedTask[]>>
}

export type TaskLogLine = {
  /** Of the line in the log service, the same however often it is read. */
  readonly id: string
  readonly at: string
  readonly message: string
}

export type TaskLogRequest = {
  readonly taskDefinitionArn: string
  readonly taskArn: string
  readonly from: Date
  /** Which lines, where there are more than `limit`. */
  readonly take: 'first' | 'last'
  readonly limit: number
  /** Goes on where an answer ended before the end of the log. */
  readonly goOn?: string
}

export type TaskLogPart = {
  /** At least `limit` where there are as many, save at the end; `last`: at most that many. */
  readonly lines: readonly TaskLogLine[]
  /** With what to go on; null when the log was searched to its end. */
  readonly goOn: string | null
}

/** What the artifact's container of one task wrote, oldest first; empty where its log is not kept in AWS. */
export type ReadTaskLog = (environment: Environment, request: TaskLogRequest) => Promise<Result<TaskLogPart>>

export type Invalidator = {
  /** The same reference gets the same invalidation back. */
  readonly create: (
    environment: Environment,
    request: { readonly reference: string; readonly paths: readonly string[] },
  ) => Promise<Result<string>>
  readonly isComplete: (environment: Environment, invalidationId: string) => Promise<Result<boolean>>
}

export type PublishProgress = { readonly doneFiles: number; readonly totalFiles: number }

/** Puts the image's frontend into the bucket: assets, then HTML, then `version.txt`. May be repeated. */
export type PublishFrontend = (
  environment: Environment,
  request: {
    readonly releaseId: string
    readonly digest: string
    /** Line 1 of `version.txt`. */
    readonly version: string
    /** Image reference for line 2 of `version.txt`. */
    readonly backendImage: string
    /** Line 3, the same in every repeat. */
    readonly deployedAt: string
    readonly onProgress: (progress: PublishProgress) => void
    readonly signal: AbortSignal
  },
) => Promise<
  Result<{
    readonly uploaded: number
    readonly uploadedBytes: number
    readonly skipped: number
    /** ETag of the page, as S3 gave it; null where there is none. */
    readonly page: string | null
  }>
>

/** Removes files that no release in the retention needs; returns how many. */
export type TidyFrontend = (
  environment: Environment,
  request: { readonly releaseId: string },
) => Promise<Result<{ readonly removed: number }>>

export type ObserveEnvironment = (environment: Environment) => Promise<Observation>
export type ReadMeasurements = (environment: Environment, from: Date, to: Date) => Promise<Measurements>

/** Starts the rollback of a breached release and ends that, in one transaction; a repeat returns the first one's id. */
export type RollBackAutomatically = (
  breached: Release,
  ending: { readonly failure: Problem; readonly outcome: string },
  reason: string,
) => Promise<Result<string>>

/** Runs the preflight checks as the plan did; `verification-failed` when one now blocks that nobody has overridden. */
export type PreflightAgain = (environment: Environment, work: ReleaseWork) => Promise<Result<string>>

/** The plan's task definition once more, for a plan that could not read what runs. */
export type PlanDefinitionAgain = (
  environment: Environment,
  work: Pick<ReleaseWork, 'release'>,
) => Promise<Result<NonNullable<Plan['taskDefinition']>>>

/** The site as the edge serves it and as the bucket holds it. */
export type ReadSite = (
  environment: Environment,
) => Promise<{ readonly edge: SiteObservation; readonly bucket: SiteObservation }>
export type ReadTargets = (
  environment: Environment,
  targetGroupArns: readonly string[],
) => Promise<Reading<readonly TargetState[]>>
export type ReadTasks = (environment: Environment) => Promise<Reading<readonly TaskState[]>>
export type ReadHealth = (environment: Environment) => Promise<Reading<HealthState>>

/** Absent when the configuration names no path for it. */
export type ReadAppVersion = (environment: Environment) => Promise<Reading<AppVersion>>

/** What a release in stages does with the candidate's halves, beside the traffic. */
export type CandidatePorts = {
  /** Puts the pages of the image's frontend below the candidate's prefix, its assets to all the others. May be repeated. */
  readonly publish: PublishFrontend
  /**
   * Gives the candidate as many tasks as the main service has by now, when it has fewer; main's own number is never
   * changed. Undefined where the candidate has no service of its own. May be repeated.
   */
  readonly follow: (environment: Environment) => Promise<CandidateTasks | undefined>
  /** Whether its files are as Lockstep put them there; undefined where it has no pages of its own. */
  readonly site: (environment: Environment) => Promise<CandidateSite | undefined>
  /** Nobody is sent to the candidate any more: its tasks end and its pages are removed. May be repeated. */
  readonly retire: (
    environment: Environment,
    request: { readonly releaseId: string },
  ) => Promise<Result<void>>
}

export type ReleasePorts = {
  readonly journal: ReleaseJournal
  readonly deployer: ServiceDeployer
  readonly invalidator: Invalidator
  readonly publishFrontend: PublishFrontend
  readonly tidyFrontend: TidyFrontend
  readonly observe: ObserveEnvironment
  readonly readSite: ReadSite
  readonly readTargets: ReadTargets
  readonly readTasks: ReadTasks
  readonly readTaskLog: ReadTaskLog
  readonly readHealth: ReadHealth
  readonly readAppVersion: ReadAppVersion
  readonly readMeasurements: ReadMeasurements
  readonly preflightAgain: PreflightAgain
  readonly planDefinitionAgain: PlanDefinitionAgain
  readonly rollBackAutomatically: RollBackAutomatically
  readonly candidate: CandidatePorts
  readonly rollout: RolloutPorts
}
