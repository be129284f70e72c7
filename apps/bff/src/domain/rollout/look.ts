import type { DriverLimits } from '@lockstep/shared-types/rollout'
import type { RolloutPolicy } from '@lockstep/shared-types/policy'
import type { DecisionInputs } from '../decision/variant-window.ts'
import type { Result } from '../result.ts'
import type { CandidateSite } from './candidate-site.ts'
import type { CandidateTasks } from './candidate-tasks.ts'
import type { TrafficState } from './traffic.ts'

/** What one look at the world has found. */
export type Look = {
  readonly releaseId: string
  readonly now: Date
  /** When the rollout began. */
  readonly startedAt: string
  readonly traffic: Result<TrafficState>
  /** Absent where the candidate has no service of its own. */
  readonly tasks?: CandidateTasks | undefined
  /** Absent where the candidate has no pages of its own. */
  readonly site?: CandidateSite | undefined
  /** Over the policy's window, of this rollout alone: minutes that began before it tell of others. */
  readonly measured: DecisionInputs
  /** Over the policy's window, whatever was before the rollout. */
  readonly lately: DecisionInputs
  /**
   * Over the time for which the stage's criteria must have held, at least over the policy's window, and only since AWS has
   * sent users as the stage says.
   */
  readonly measuredForGate: DecisionInputs
  readonly policy: Pick<RolloutPolicy, 'matrix' | 'windowSeconds' | 'inconclusiveGoesBackAfterSeconds'>
  readonly policyVersion: number
  readonly limits: DriverLimits
  readonly intervalSeconds: number
}

/** Something that Lockstep did by itself; `from` and `to` are percentages. */
export type Deed = {
  readonly sentence: string
  readonly level: 'info' | 'warning' | 'error'
  readonly from: number
  readonly to: number
}
