import type { DriverLimits } from '@lockstep/shared-types/rollout'
import type { RolloutPolicy } from '@lockstep/shared-types/policy'
import type { DecisionInputs } from '../decision/variant-window.ts'
import type { Result } from '../result.ts'
import type { TrafficState } from './traffic.ts'

/** What one look at the world has found. */
export type Look = {
  readonly releaseId: string
  readonly now: Date
  readonly traffic: Result<TrafficState>
  /** Over the policy's window. */
  readonly measured: DecisionInputs
  /** Over the time for which the stage's criteria must have held, at least over the policy's window. */
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
