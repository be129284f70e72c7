import type { RolloutDriverId } from '@lockstep/shared-types/rollout'
import type { Environment } from '../environment.ts'
import type { Result } from '../result.ts'

/** What a driver needs to know of the rollout whose traffic it moves. */
export type TrafficTarget = {
  readonly environment: Environment
  readonly releaseId: string
  /** When the release's rollout began: what is older belongs to an earlier one. */
  readonly startedAt: string
}

/** Whether a half has a healthy target; null when that is not known. */
export type HealthyHalves = { readonly main: boolean | null; readonly candidate: boolean | null }

/** What AWS says now. */
export type TrafficState = {
  /** The candidate's share, as AWS is told to give it. */
  readonly percent: number
  /** False while AWS is still on the way there. */
  readonly settled: boolean
  /** What AWS says, in a sentence. */
  readonly sentence: string
  /** AWS itself went back or gave up: the rollout cannot go on. */
  readonly gone: 'no' | 'rolled-back' | 'finished'
  /** Absent where no target groups of its own take the traffic. */
  readonly healthy?: HealthyHalves
}

/** One thing that the driver needs in AWS, for the preflight checks. */
export type TrafficCheck = {
  readonly ok: boolean
  /** It may begin, and whoever starts it must know this; absent when there is nothing to know. */
  readonly warns?: true
  readonly sentence: string
}

/**
 * Moves traffic or users between baseline and candidate: one port for all ways to do it. Every method reads before it
 * writes and may be called again at any point. Problems: `aws-*`, `driver-busy` when AWS is at work on another change,
 * `no-healthy-target` where less for the candidate would be for nobody. What it may set is
 * said by `driverLimits`.
 */
export type TrafficDriver = {
  readonly id: RolloutDriverId
  /** Whether everything is there; for preflight. */
  readonly check: (environment: Environment) => Promise<Result<readonly TrafficCheck[]>>
  readonly read: (target: TrafficTarget) => Promise<Result<TrafficState>>
  /** Resolves when AWS has accepted it. `urgent` goes ahead of every other call and takes open pages off as well. */
  readonly write: (
    target: TrafficTarget,
    percent: number,
    options: { readonly urgent: boolean },
  ) => Promise<Result<TrafficState>>
  /** The rollout is over: nobody is sent to the candidate any more, and nothing of it is left behind. */
  readonly finish: (target: TrafficTarget) => Promise<Result<void>>
}
