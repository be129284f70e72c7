import type { DeploymentEventType, DeploymentState, GrowthType } from '@aws-sdk/client-appconfig'

export type Application = {
  readonly id: string
  readonly name: string
  readonly description: string | undefined
  readonly environments: Map<string, Environment>
  readonly profiles: Map<string, Profile>
}

export type Environment = {
  readonly id: string
  readonly name: string
  readonly description: string | undefined
  readonly applicationId: string
  /** Oldest first; the number of one is its place, from 1. */
  readonly deployments: Deployment[]
  /** By profile id: the version that serves, and the one that is being rolled out. */
  readonly serving: Map<string, Serving>
}

export type Serving = {
  stable: number | null
  /** Clients whose hash falls below `percentage` already get it. */
  next: { readonly version: number; percentage: number } | null
}

export type Profile = {
  readonly id: string
  readonly name: string
  readonly description: string | undefined
  /** `AWS.Freeform` or `AWS.AppConfig.FeatureFlags`. */
  readonly type: string
  readonly versions: HostedVersion[]
  lastVersionNumber: number
}

export type HostedVersion = {
  readonly number: number
  readonly content: Uint8Array
  readonly contentType: string
  readonly label: string | undefined
  readonly description: string | undefined
}

export type Strategy = {
  readonly id: string
  readonly name: string
  readonly durationMinutes: number
  readonly growthType: GrowthType
  /** Percent. */
  readonly growthFactor: number
  readonly bakeMinutes: number
}

export type Deployment = {
  readonly number: number
  readonly environment: Environment
  readonly profile: Profile
  readonly strategy: Strategy
  readonly version: HostedVersion
  readonly description: string | undefined
  /** What served before, for going back. */
  readonly previous: number | null
  readonly startedAt: number
  completedAt: number | null
  state: DeploymentState
  percentage: number
  /** Newest first. */
  readonly events: {
    readonly type: DeploymentEventType
    readonly at: number
    readonly description: string
    readonly by: 'USER' | 'APPCONFIG'
  }[]
}
