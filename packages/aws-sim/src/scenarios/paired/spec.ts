import type { ScanCounts } from '../../world/ecr/scan.ts'
import type { Layer, LayerCompression } from '../../world/images/layer.ts'
import type { SiteSettings, SiteSpec } from '../../world/images/site.ts'

/** One version in the registry: by default a good build, with whatever is wrong with it said here. */
export type VersionSpec = {
  /** How the scenario and its tests speak of it, such as `current`. */
  readonly name: string
  /** Built and pushed this long before the world begins. */
  readonly ageHours: number
  readonly branch?: string
  /** Baked in instead of what the environment declares, such as another environment's address. */
  readonly settings?: SiteSettings
  readonly withoutFrontend?: boolean
  /** From a tree with uncommitted changes. */
  readonly dirtyTree?: boolean
  readonly testsFailed?: boolean
  readonly findings?: ScanCounts
  readonly scan?: 'complete' | 'in-progress' | 'failed' | 'none'
  readonly health?: 'pass' | 'fail' | 'crash'
  /** Share of requests answered with 5xx, 0 to 1. */
  readonly errorRate?: number
  readonly latencyMilliseconds?: number
  readonly compression?: LayerCompression
  /** More than one makes a multi-arch index. */
  readonly platforms?: readonly string[]
  readonly bulk?: SiteSpec['bulk']
  /** The build leaves a record of itself beside the site. */
  readonly record?: boolean
  /** On top of the others, for hostile images. */
  readonly extraLayers?: readonly Layer[]
}

/** What is wrong in an environment, besides which version runs where. */
export type PairedDrift = {
  /** One task runs this version instead. */
  readonly taskMix?: string
  /** After the deployment, the tag of the running version was pushed again with another image. */
  readonly movedTag?: boolean
  /** The service asks for `latest` instead of a version. */
  readonly mutableTag?: boolean
  /** Page kept for a day, assets not at all. */
  readonly badCacheHeaders?: boolean
  readonly unhealthyTarget?: boolean
  readonly disabledDistribution?: boolean
  readonly withoutVersionFile?: boolean
}

/** How an environment can move traffic to a new version; each needs resources of its own. */
export type PairedRollout = 'alb-weights' | 'cloudfront-cohort' | 'paired'

export type PairedEnvironmentSpec = {
  readonly applicationId: string
  /** `production`, `staging`, …: names everything of the environment. */
  readonly environmentId: string
  readonly repository: string
  readonly distributionId: string
  readonly versions: readonly VersionSpec[]
  /** Names of the versions: what the service runs, what the bucket holds, what the edge serves. */
  readonly backend: string
  readonly bucket: string
  readonly edge: string
  /** Versions that were deployed before and left a task definition, oldest first. */
  readonly deployedBefore: readonly string[]
  readonly backendDeployedHoursAgo: number
  readonly frontendDeployedHoursAgo: number
  /** Since when the edge holds the version that it should not serve any more. */
  readonly edgeCachedHoursAgo: number
  readonly desiredCount: number
  readonly requestsPerSecond: number
  readonly settings: SiteSettings
  readonly drift: PairedDrift
  readonly spaFallback?: boolean
  /** Adds what a rollout of that kind needs, at rest; nothing by default. */
  readonly rollout?: PairedRollout
}
