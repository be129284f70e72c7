import type { Actor } from '@lockstep/shared-types/actor'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { MeasurementSeries, Threshold } from '@lockstep/shared-types/measurement'
import type {
  Policy,
  PolicyKind,
  RolloutPolicy,
  RolloutPolicyInForce,
  ThresholdsInForce,
} from '@lockstep/shared-types/policy'
import type { Problem } from '@lockstep/shared-types/problem'
import type { Environment } from '../../domain/environment.ts'

/** Null for an environment that the configuration does not name. */
export type FindEnvironment = (ref: EnvironmentRef) => Environment | null

/** The content of a version, by its kind. */
export type PolicyBody =
  | { readonly kind: 'thresholds'; readonly body: readonly Threshold[] }
  | { readonly kind: 'rollout'; readonly body: RolloutPolicy }

export type NewPolicyVersion = PolicyBody & {
  readonly ref: EnvironmentRef
  /** One more than the version that it was made from. */
  readonly version: number
  readonly changedBy: Actor
  readonly changedAt: string
  readonly reason: string
  readonly summary: string
}

export type RefusedChange = {
  readonly ref: EnvironmentRef
  readonly kind: PolicyKind
  readonly baseVersion: number
  readonly actor: Actor
  readonly at: string
  readonly reason: string
  readonly problem: Problem
}

export type PolicyStore = {
  /** The newest version of each kind; null where nobody has changed the configuration file's. */
  readonly newestThresholds: (ref: EnvironmentRef) => Promise<ThresholdsInForce | null>
  readonly newestRolloutPolicy: (ref: EnvironmentRef) => Promise<RolloutPolicyInForce | null>
  /** Of both kinds, the newest first. */
  readonly history: (ref: EnvironmentRef) => Promise<Policy['history']>
  /** Version, audit event and live event together. False when that version is there already: somebody was quicker. */
  readonly save: (version: NewPolicyVersion) => Promise<boolean>
  readonly refused: (refused: RefusedChange) => Promise<void>
}

/** The measurements of an environment over the last hours, read anew at most once a minute. Never throws. */
export type ReadPast = (
  environment: Environment,
  hours: number,
) => Promise<{
  readonly from: Date
  readonly to: Date
  readonly series: readonly MeasurementSeries[]
}>
