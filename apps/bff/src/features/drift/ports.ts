import type { DriftReport } from '@lockstep/shared-types/drift'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { VersionHold } from '@lockstep/shared-types/version-hold'
import type { Forwarding } from '../../domain/drift/forwarding.ts'
import type { Publication, PublishedFile } from '../../domain/artifact/retention.ts'
import type { GivenUp } from '../../domain/drift/given-up.ts'
import type {
  AppVersion,
  DistributionState,
  HealthState,
  ImageState,
  LastRelease,
  Observation,
  ServiceState,
  TargetState,
  TaskDefinitionState,
  TaskState,
} from '../../domain/drift/observation.ts'
import type { PlatformImage } from '../../domain/artifact/platform.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'

/** An image to look up in a registry: by its digest, or by its tag when `digest` is null. */
export type ImageWanted =
  | {
      readonly registry: string | null
      readonly repository: string
      readonly tag: string
      readonly digest: null
    }
  | { readonly registry: string | null; readonly repository: string; readonly digest: string }

/** A text file of a frontend. */
export type SiteFile = {
  /** Null when it still is the entity `knownEtag`. */
  readonly text: string | null
  /** SHA-256 of the bytes as a browser decodes them; null when `text` is. */
  readonly sha256: string | null
  /** Hashes of the same bytes as an `integrity` names them, and by SHA-1; left out when `text` is null. */
  readonly hashes?: readonly string[]
  readonly cacheControl: string | null
  /** From the answer's own time to its `Expires`, 0 for one that is no time; null or left out without the header. */
  readonly expiresSeconds?: number | null
  /** Without quotes and weakness mark. */
  readonly etag: string | null
  readonly ageSeconds: number | null
  readonly lastModified: string | null
  /** Media type without parameters, lower case. */
  readonly contentType: string | null
  /** `X-Content-Type-Options: nosniff`; left out where it is not. */
  readonly isNoSniff?: boolean
  /** `Content-Security-Policy`; left out where there is none. */
  readonly contentPolicy?: string
}

export type SiteFileWanted = {
  /** Relative to the site's root; `index.html` stands for what the root shows. */
  readonly path: string
  /** The path as the page writes it, percent-encoded: what a browser asks the edge for. Made of `path` when left out. */
  readonly urlPath?: string
  readonly maxBytes: number
  /** The entity whose content is known already; null when none is. */
  readonly knownEtag: string | null
}

export type ReadSiteFile = (environment: Environment, wanted: SiteFileWanted) => Promise<Reading<SiteFile>>

/** Objects of a site by their path below its root. */
export type SiteListing = {
  readonly objects: ReadonlyMap<
    string,
    { readonly size: number; readonly etag: string; readonly lastModified: string | null }
  >
  /** There are more than were read. */
  readonly isCut: boolean
}

/** One reader per part of an observation. None throws: what fails is `unreadable`. */
export type ObservationReaders = {
  readonly service: (environment: Environment) => Promise<Reading<ServiceState>>
  readonly taskDefinition: (environment: Environment, arn: string) => Promise<Reading<TaskDefinitionState>>
  /** Whether a revision can still be run; asked anew each time. */
  readonly taskDefinitionActive: (environment: Environment, arn: string) => Promise<Reading<boolean>>
  /**
   * Goes through the earlier active revisions of the same family, the newest first, until `find` answers something else
   * than `absent`; that is then the answer. `absent` means that all were looked at.
   */
  readonly findEarlierTaskDefinition: <T>(
    environment: Environment,
    current: TaskDefinitionState,
    find: (earlier: TaskDefinitionState) => Promise<Reading<T>>,
  ) => Promise<Reading<T>>
  readonly tasks: (environment: Environment) => Promise<Reading<readonly TaskState[]>>
  /** What ECS failed to deploy in this service; absent where another controller deploys. */
  readonly givenUp: (environment: Environment, service: ServiceState) => Promise<Reading<readonly GivenUp[]>>
  readonly targets: (
    environment: Environment,
    targetGroupArns: readonly string[],
  ) => Promise<Reading<readonly TargetState[]>>
  readonly forwarding: (
    environment: Environment,
    targetGroupArns: readonly string[],
  ) => Promise<Reading<readonly Forwarding[]>>
  /** Answers in the order of `wanted`. */
  readonly images: (
    environment: Environment,
    wanted: readonly ImageWanted[],
  ) => Promise<readonly Reading<ImageState>[]>
  /** The version that an image's own label states; absent when it states none. */
  readonly imageLabel: (
    environment: Environment,
    wanted: { readonly registry: string | null; readonly repository: string; readonly digest: string },
  ) => Promise<Reading<string>>
  /** The images of all platforms that a digest leads to, itself where it is of one. */
  readonly platformImages: (
    environment: Environment,
    wanted: { readonly registry: string | null; readonly repository: string; readonly digest: string },
  ) => Promise<Reading<readonly PlatformImage[]>>
  readonly distribution: (environment: Environment) => Promise<Reading<DistributionState>>
  /** A file of the frontend as the bucket holds it, and as the edge serves it. */
  readonly bucketFile: ReadSiteFile
  readonly edgeFile: ReadSiteFile
  /** What the bucket holds. */
  readonly siteListing: (environment: Environment) => Promise<Reading<SiteListing>>
  readonly health: (environment: Environment) => Promise<Reading<HealthState>>
  readonly appVersion: (environment: Environment) => Promise<Reading<AppVersion>>
}

/** A version that a rollback may go back to, as Lockstep's own records know it. */
export type RollbackTarget = {
  readonly version: string
  readonly digest: string
  readonly taskDefinitionArn: string | null
  /** By the records it is what runs; it counts where the tasks do not tell. */
  readonly isPresumedRunning: boolean
}

/** What Lockstep put into the site of an environment. */
export type PublicationRecords = {
  readonly files: (environment: Environment) => Promise<readonly PublishedFile[]>
  readonly publications: (environment: Environment) => Promise<readonly Publication[]>
}

/** What Lockstep remembers of its own releases here. A run that cannot ask for it has `recordsNotAsked`. */
export type ReleaseMemory = {
  /** The last successful release; null when there was none. */
  readonly lastRelease: (ref: EnvironmentRef) => Promise<LastRelease | null>
  /** The versions that served here and are not held, the most sensible to go back to first, today's among them. */
  readonly rollbackTargets: (ref: EnvironmentRef) => Promise<readonly RollbackTarget[]>
  /** By digest, what speaks against releasing a version here: it failed, or somebody went back from it; and who, when, why. */
  readonly versionHolds: (ref: EnvironmentRef) => Promise<ReadonlyMap<string, VersionHold>>
  /** Whether a release runs here that changes what drift checks look at. */
  readonly releaseActive: (ref: EnvironmentRef) => Promise<boolean>
  /** The candidate that answers a part of all requests now; null when there is none. */
  readonly candidateVersion: (ref: EnvironmentRef) => Promise<string | null>
  readonly published: PublicationRecords
}

export const noReleases: ReleaseMemory = {
  lastRelease: async () => null,
  rollbackTargets: async () => [],
  versionHolds: async () => new Map(),
  releaseActive: async () => false,
  candidateVersion: async () => null,
  published: { files: async () => [], publications: async () => [] },
}

/** Nobody was asked: neither a running Lockstep nor its database. */
export class RecordsNotAsked extends Error {
  override readonly name = 'RecordsNotAsked'
}

/** For a look by AWS alone: what rests on the last release is then not known, and nothing is explained by a release. */
export const recordsNotAsked: ReleaseMemory = {
  ...noReleases,
  lastRelease: () => Promise.reject(new RecordsNotAsked()),
}

/** The newest report of an environment with what it rests on. */
export type DriftSnapshot = {
  readonly report: DriftReport
  readonly observation: Observation
  /** What users are served, and what the backend is deployed with; null when it could not be told. */
  readonly frontendVersion: string | null
  readonly backendVersion: string | null
}

export type DriftStore = {
  readonly latestReport: (ref: EnvironmentRef) => Promise<DriftReport | null>
  /**
   * Replaces the newest report, keeps a change of status for history, and tells open pages:
   * all of it or nothing, so that nobody hears of a report that is not stored.
   */
  readonly save: (snapshot: DriftSnapshot) => Promise<void>
}

/** Runs work and says how many calls AWS saw for it. */
export type MeasureCalls = <T>(
  work: () => Promise<T>,
) => Promise<{ value: T; counts: Readonly<Record<string, number>> }>
