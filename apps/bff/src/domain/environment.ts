import type { InvalidationMode } from '@lockstep/shared-types/invalidation'
import type { Threshold } from '@lockstep/shared-types/measurement'
import type { ConfiguredLimits } from './artifact/image-limits.ts'
import type { Siblings } from './bundle/wanted.ts'
import type { MetricsConfig } from './metrics-config.ts'
import type { RolloutConfig } from './rollout/rollout-config.ts'

/**
 * Headers that Lockstep's own requests to a host carry. They may be secrets: a map, as that shows nothing of itself in
 * JSON, neither in a log nor in an answer.
 */
export type ProbeHeaders = ReadonlyMap<string, string>

/** The ECS half. `url` is the root at which the load balancer answers; paths start with `/`. */
export type BackendConfig = {
  readonly cluster: string
  readonly service: string
  /** The container of the task definition that runs the artifact. */
  readonly container: string
  /** Host of the registry that holds the repository; null when the configuration names none: that of the image that runs. */
  readonly registry: string | null
  /** ECR repository name, without registry host. */
  readonly repository: string
  readonly url: string
  readonly healthPath: string
  /** Answers JSON with a `version`; null when the application does not report one. */
  readonly versionPath: string | null
  readonly probeHeaders: ProbeHeaders
}

export type EndpointFrom = 'setting' | 'file' | 'same-origin' | 'not-baked'

/** The S3 + CloudFront half. */
export type FrontendConfig = {
  readonly bucket: string
  /** Key prefix of the site in the bucket, without leading slash; empty or ending with `/`. */
  readonly prefix: string
  readonly distributionId: string
  /** Root at which the edge serves the site. */
  readonly url: string
  /** Of the bucket; null where it is that of the environment. */
  readonly region: string | null
  /** Folder of the built frontend inside the image, such as `/app/dist/public`. */
  readonly imagePath: string
  /** Files under this prefix are what pages load, such as `assets/`. */
  readonly assetsPrefix: string
  /** Where the site has the backend's address from. */
  readonly endpointFrom: EndpointFrom
  /** With `file`: the file that the site loads at run time, below its root, and the name of the address in it. */
  readonly endpointFile: string | null
  readonly endpointKey: string | null
  /** With `setting`: the name of the setting that holds the backend's address, such as `VITE_API_URL`. */
  readonly endpointSetting: string
  /** Globs of files of the image that are not published. */
  readonly exclude: readonly string[]
  /** Globs of files that belong to the bucket. */
  readonly keep: readonly string[]
  readonly limits: ConfiguredLimits
  /** Functions at the edge write into the pages that it serves, so that their bytes differ from the bucket's. */
  readonly rewrittenAtEdge: boolean
  readonly probeHeaders: ProbeHeaders
}

/** One environment of one application, all references resolved. Built by `config/`, read by everything else. */
export type Environment = {
  readonly applicationId: string
  readonly applicationName: string
  readonly environmentId: string
  readonly name: string
  /** Production: a release asks to type the environment's name. */
  readonly protected: boolean
  readonly aws: {
    readonly region: string
    readonly roleArn: string | null
    readonly externalId: string | null
  }
  readonly backend: BackendConfig
  readonly frontend: FrontendConfig
  /** `VITE_*` values that the built and the served bundle must hold. */
  readonly settings: Readonly<Record<string, string>>
  /** Values that must not be found in this environment's bundle, such as `localhost` in production. */
  readonly forbiddenValues: readonly string[]
  /** What the other environments of the application have in place of these: found here, it speaks against the build. */
  readonly siblings: Siblings
  /** Regular expression of an immutable version tag, such as `^v\d{8}-\d{6}$`. */
  readonly versionPattern: string
  readonly drift: {
    /** Halves deployed further apart than this are a mismatch. */
    readonly deploySkewSeconds: number
    /** An observation older than this is stale. */
    readonly staleAfterSeconds: number
    /** `index.html` and `version.txt` may be cached at most this long. */
    readonly maxHtmlAgeSeconds: number
  }
  readonly monitor: {
    readonly intervalSeconds: number
    /** While a release runs. */
    readonly activeIntervalSeconds: number
  }
  readonly release: {
    readonly watchSeconds: number
    /** What a breach in the watch window does. */
    readonly onBreach: 'rollback' | 'ask'
    /** How often a waiting step asks AWS. */
    readonly pollSeconds: number
    /** Time limit of each waiting step. */
    readonly stepTimeoutSeconds: number
    readonly invalidationMode: InvalidationMode
    /** Old assets stay until this many later releases have succeeded and this many days have passed. */
    readonly retention: { readonly releases: number; readonly days: number }
    /** Highest scan severity counts that still may be deployed; null means no limit. */
    readonly maxFindings: { readonly critical: number | null; readonly high: number | null }
  }
  /** The configuration file's, version 0; a newer version in the store replaces them. */
  readonly thresholds: readonly Threshold[]
  readonly metrics: MetricsConfig
  /** Null when releases here change all at once. */
  readonly rollout: RolloutConfig | null
}

/** `application/environment`, the key of an environment in logs, locks and maps. */
export const environmentKey = (environment: Pick<Environment, 'applicationId' | 'environmentId'>): string =>
  `${environment.applicationId}/${environment.environmentId}`
