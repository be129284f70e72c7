import type { Actor } from '@lockstep/shared-types/actor'
import type { ArtifactRef } from '@lockstep/shared-types/artifact'
import type { Decision } from '@lockstep/shared-types/decision'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Problem } from '@lockstep/shared-types/problem'
import type { Release } from '@lockstep/shared-types/release'
import type { Environment } from '../../domain/environment.ts'
import type { Result } from '../../domain/result.ts'
import type { RolloutAudit, RolloutRecord, RolloutRecords } from '../../domain/rollout/rollout-record.ts'
import type { MainState } from '../../domain/rollout/main-state.ts'
import type { TrafficDriver } from '../../domain/rollout/traffic.ts'

/** Null for an environment that the configuration does not name. */
export type FindEnvironment = (ref: EnvironmentRef) => Environment | null

export type StoreRollouts = Pick<RolloutRecords, 'find' | 'change'> & {
  /** The newest of the environment, whether it runs or has ended; null when there was none. */
  readonly newest: (ref: EnvironmentRef) => Promise<RolloutRecord | null>
  /** The newest first, from before `beforeSeq`. */
  readonly decisions: (
    releaseId: string,
    beforeSeq: number | null,
    limit: number,
  ) => Promise<readonly Decision[]>
  /** Writes the audit event of a refusal, in a transaction of its own: the action had none. */
  readonly refused: (
    refusal: RolloutAudit & {
      readonly ref: EnvironmentRef
      readonly releaseId: string | null
      readonly problem: Problem
    },
  ) => Promise<void>
}

/** Makes AWS say what is wanted, and writes down what it answered. */
export type ApplyWanted = (releaseId: string, options: { readonly urgent: boolean }) => Promise<void>
/** Wakes the release's waiting step. */
export type Signal = (releaseId: string) => void

/** Which way the traffic of an environment is moved; null when none is configured. */
export type FindTrafficDriver = (environment: Environment) => TrafficDriver | null
/** Ends the candidate's tasks. May be repeated. */
export type RetireCandidate = (
  environment: Environment,
  request: { readonly releaseId: string },
) => Promise<Result<void>>

/** What an emergency needs of releases. */
export type EmergencyReleases = {
  readonly active: (ref: EnvironmentRef) => Promise<Release | null>
  readonly abort: (input: {
    readonly releaseId: string
    readonly reason: string
    readonly actor: Actor
  }) => Promise<Result<Release>>
  /** Waits until the release has ended, for at most so long; null when it has not. */
  readonly untilEnded: (releaseId: string, seconds: number) => Promise<Release | null>
  /** Starts the rollback that an emergency asks for; `after` is the release that was aborted for it. */
  readonly rollBack: (input: {
    readonly ref: EnvironmentRef
    readonly actor: Actor
    readonly reason: string
    readonly after: Release | null
    readonly idempotencyKey: string
  }) => Promise<Result<{ readonly release: Release; readonly notProven: readonly string[] }>>
  /** The newest release that changed a version and has ended, in whatever way; null when there was none. */
  readonly last: (ref: EnvironmentRef) => Promise<Release | null>
  /** The main half after a full rollout of this release, as ECS and the load balancer say; `told` when ECS does not say. */
  readonly mainState: (ref: EnvironmentRef, releaseId: string) => Promise<MainState>
  /** What it would go back to when it stops `active`, from memory: no AWS call. Null when there is nothing. */
  readonly target: (ref: EnvironmentRef, active: Release | null) => Promise<ArtifactRef | null>
}
