import type { ReleaseKind, ReleaseScope } from '@lockstep/shared-types/release-kind'
import type { BundleEvidence } from '../bundle/bundle-evidence.ts'
import type { StatedType } from '../bundle/content-type.ts'
import type { DefinedContainer, SidecarState } from '../release/sidecars.ts'
import type { Reading } from '../reading.ts'
import type { CacheLimits } from './cache-control.ts'
import type { Forwarding } from './forwarding.ts'
import type { GivenUp } from './given-up.ts'
import type { OwnFiles } from './own-files.ts'
import type { RollLimits } from './roll-limits.ts'

/** What is deployed: the ECS service. */
export type ServiceState = {
  readonly serviceArn: string
  readonly status: string
  /** Who replaces its tasks: `ECS` itself, `CODE_DEPLOY` or `EXTERNAL`. */
  readonly controller: string
  /** ARN of the task definition that the service asks for; null where it names none and has no task set. */
  readonly taskDefinitionArn: string | null
  readonly desired: number
  readonly running: number
  readonly pending: number
  readonly createdAt: string | null
  /** The PRIMARY deployment first. */
  readonly deployments: readonly {
    readonly id: string
    readonly status: string
    readonly taskDefinitionArn: string
    readonly rolloutState: string | null
    readonly rolloutReason: string | null
    readonly desired: number
    readonly running: number
    readonly failedTasks: number
    readonly createdAt: string
    readonly updatedAt: string
  }[]
  /** Newest first. */
  readonly events: readonly { readonly id: string; readonly at: string; readonly message: string }[]
  readonly targetGroupArns: readonly string[]
  /** The same by where a task registers: in each of these, of two between which ECS shifts the traffic in one. */
  readonly targetGroups: readonly (readonly string[])[]
  /** ECS goes back by itself when a deployment fails (circuit breaker or alarms with rollback). */
  readonly goesBack: boolean
  /** How long a deployment waits on purpose: bake times, steps, pauses. Left out when it does not. */
  readonly plannedWaitSeconds?: number
  /** The limits within which ECS replaces its tasks. Left out where it does so another way (blue/green, a share at a time). */
  readonly rolls?: RollLimits
}

export type TaskDefinitionState = {
  readonly arn: string
  readonly family: string
  readonly revision: number
  /** Image reference of the artifact's container, with tag or digest; null when no container has the configured name. */
  readonly image: string | null
  /** All containers with their images, whatever they are for. */
  readonly containers: readonly DefinedContainer[]
  /** What its tasks run on, such as `linux/amd64`; null or left out where the cluster's instances decide. */
  readonly platform?: string | null
  readonly registeredAt: string | null
  readonly registeredBy: string | null
  readonly environment: Readonly<Record<string, string>>
  /** Tags of the task definition; Lockstep marks its own with `lockstep:release`. */
  readonly tags: Readonly<Record<string, string>>
}

/** What runs. */
export type TaskState = {
  readonly arn: string
  readonly taskDefinitionArn: string
  readonly lastStatus: string
  readonly healthStatus: string
  /** Digest of the artifact's container; null while ECS has not resolved it. */
  readonly imageDigest: string | null
  /** Image reference that the artifact's container was started with: only where it comes from counts, its tag proves nothing. */
  readonly image?: string | null
  /** Digests of the other containers by their names, as far as ECS tells. */
  readonly otherDigests?: Readonly<Record<string, string>>
  readonly startedAt: string | null
  /** What it runs on, such as `linux/amd64`; left out where ECS does not say. */
  readonly platform?: string
}

export type TargetState = {
  readonly targetGroupArn: string
  readonly id: string
  readonly port: number
  readonly state: string
  readonly reason: string | null
}

/** What a tag or digest points to in ECR now. */
export type ImageState = {
  readonly digest: string
  readonly tags: readonly string[]
  readonly pushedAt: string
  /** Other digests under which tasks get the very same image; left out where none is known. */
  readonly sameImage?: readonly string[]
}

export type DistributionState = {
  readonly id: string
  readonly domainName: string
  readonly enabled: boolean
  readonly status: string
  readonly aliases: readonly string[]
  readonly defaultRootObject: string
  /** Where the edge takes the site's page from; null when the distribution names no such origin. */
  readonly origin: { readonly domainName: string; readonly path: string } | null
  /** Whether functions at the edge may ask the origin for another path, or for another origin. */
  readonly rewritesRequests: boolean
  /** Whether functions at the edge may change what is in a page: Lambda@Edge can, CloudFront Functions cannot. */
  readonly mayRewritePages: boolean
  /** How long the edge keeps page and `version.txt`, whatever their headers say. */
  readonly caching: Reading<{ readonly page: CacheLimits; readonly versionFile: CacheLimits }>
}

/** `version.txt`: version, backend image, deployed at. */
export type VersionFile = {
  readonly version: string
  readonly backendImage: string | null
  readonly deployedAt: string | null
}

export type ServedHtml = StatedType & {
  /** The `data-build-version` attribute. */
  readonly buildVersion: string | null
  /** Path of the entry script that the HTML loads, relative to the site's root. */
  readonly entryPath: string | null
  readonly cacheControl: string | null
  readonly expiresSeconds?: number | null
  readonly etag: string | null
  /** Seconds the edge has held it, by the `Age` header; null from the bucket. */
  readonly ageSeconds: number | null
  readonly lastModified: string | null
  /** Of the bytes as a browser decodes them. */
  readonly sha256: string
  /** The Content-Security-Policy that came in its header; left out where there was none. */
  readonly headerPolicies?: readonly string[]
  /** The `<base>` that the page's own policy makes browsers refuse, with what comes of it; left out where there is none. */
  readonly refusedBase?: string
}

/** The entry script as it is served, and what it and all scripts that it leads to say. */
export type EntryBundle = BundleEvidence & {
  readonly path: string
  readonly cacheControl: string | null
  /** Of the bytes as a browser decodes them. */
  readonly sha256: string
}

/** The frontend as one place serves it. */
export type SiteObservation = {
  readonly html: Reading<ServedHtml>
  readonly versionFile: Reading<
    VersionFile & {
      readonly cacheControl: string | null
      readonly expiresSeconds?: number | null
      readonly lastModified: string | null
      /** Of the bytes as a browser decodes them. */
      readonly sha256: string
    }
  >
  readonly entry: Reading<EntryBundle>
}

export type HealthState = {
  readonly status: number
  readonly latencyMilliseconds: number
  readonly body: string | null
  /** Whether the load balancer gave the answer itself, and no target of it; left out when nobody looked. */
  readonly isLoadBalancers?: boolean
  /** Whether the frontend's page answered in the backend's place; left out when it did not. */
  readonly isSitePage?: boolean
}
export type AppVersion = { readonly version: string; readonly commit: string | null }

/** Whether the version to go back to still has all that it needs. */
export type RollbackReadiness = {
  readonly version: string
  readonly digest: string
  readonly image: 'there' | 'gone'
  readonly taskDefinition: 'active' | 'will-be-registered'
  /** What its own revision has tasks run on; null or left out when nothing says it. */
  readonly platform?: string | null
  /** Its image is made for other processors than its tasks would have; left out where it is not, or nothing says it. */
  readonly unfit?: { readonly made: readonly string[]; readonly wanted: string }
}

/** The last successful release that Lockstep ran here, from its own store. */
export type LastRelease = {
  readonly releaseId: string
  readonly version: string
  readonly digest: string
  readonly taskDefinitionArn: string | null
  /** Which halves it changed; both when it does not say. */
  readonly scope?: ReleaseScope
  readonly endedAt: string
  /** A release after it that did not succeed, and may have left its own version behind; null when there was none. */
  readonly brokenOff?: {
    /** A deploy when it does not say. */
    readonly kind?: ReleaseKind
    readonly status: 'failed' | 'aborted'
    readonly version: string
    readonly taskDefinitionArn: string | null
    readonly endedAt: string
  } | null
}

/** All that one drift check run reads of an environment. Every part can fail on its own. */
export type Observation = {
  readonly observedAt: string
  readonly service: Reading<ServiceState>
  readonly taskDefinition: Reading<TaskDefinitionState>
  readonly tasks: Reading<readonly TaskState[]>
  /** What ECS itself failed to deploy here; absent where another controller deploys. Left out when nobody asked. */
  readonly givenUp?: Reading<readonly GivenUp[]>
  readonly targets: Reading<readonly TargetState[]>
  /** The rules that lead to its target groups; absent where it has none. Left out when nobody asked. */
  readonly forwarding?: Reading<readonly Forwarding[]>
  /** What the task definition asks for: where its image's digest, else its tag, leads in the registry now. */
  readonly tag: Reading<ImageState>
  /** The image that runs, by the digest that most running tasks have. */
  readonly runningImage: Reading<ImageState>
  /** The version that the running image's own label states; asked for only where no tag of it is a version. */
  readonly runningLabel?: Reading<string>
  /** What the registry has under the version that the edge's frontend states; left out where that is what runs. */
  readonly frontendImage?: Reading<ImageState>
  readonly distribution: Reading<DistributionState>
  readonly edge: SiteObservation
  readonly bucket: SiteObservation
  readonly health: Reading<HealthState>
  readonly appVersion: Reading<AppVersion>
  readonly rollback: Reading<RollbackReadiness>
  /** Images that tasks need besides the artifact's own. Left out when nobody asked. */
  readonly sidecars?: Reading<readonly SidecarState[]>
  readonly lastRelease: Reading<LastRelease>
  /** The bucket against what Lockstep put there; absent where it published nothing. Left out when nobody asked. */
  readonly ownFiles?: Reading<OwnFiles>
  /** Whether a release of Lockstep changes the main halves now: many differences are then its work. */
  readonly releaseActive: boolean
  /** Digests of versions that stand in the way here: they failed, or somebody went back from them. None when left out. */
  readonly heldDigests?: readonly string[]
  /** The candidate that answers a part of all requests now, beside the main backend; null or left out when there is none. */
  readonly candidateVersion?: string | null
}
