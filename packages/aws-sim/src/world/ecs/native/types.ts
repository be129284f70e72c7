import type {
  DeploymentLifecycleHookAction,
  DeploymentLifecycleHookStatus,
  ServiceDeploymentLifecycleStage,
} from '@aws-sdk/client-ecs'
import type { ServiceRevisionRecord } from '../model.ts'

/** Every stage that can hold a hook or do something; AWS reports `PRE_PRODUCTION_TRAFFIC_SHIFT` as no stage of its own. */
export type NativeStage = ServiceDeploymentLifecycleStage | 'PRE_PRODUCTION_TRAFFIC_SHIFT'

export type NativeStep = {
  readonly stage: NativeStage
  /** Of production traffic to the new revision; only at `PRODUCTION_TRAFFIC_SHIFT`. */
  readonly percent?: number
  /** How long the step lasts once it did its work. */
  readonly bakeMinutes?: number
}

export type HookRecord = {
  readonly hookId: string
  status: DeploymentLifecycleHookStatus
  readonly expiresAt: number
  readonly timeoutAction: DeploymentLifecycleHookAction
}

/** How far a CANARY, LINEAR or BLUE_GREEN deployment is. */
export type NativeProgress = {
  readonly steps: readonly NativeStep[]
  /** Which of the steps. */
  index: number
  /** Within a step: it does its work, bakes, then its hooks wait. */
  part: 'work' | 'bake' | 'hooks'
  /** Until when the step bakes, milliseconds since the epoch. */
  bakesUntil: number
  mode: 'forward' | 'returning' | 'ended'
  /** Whether all traffic is on the source revision again, after a rollback or a superseded deployment. */
  returned: boolean
  /** Whether tasks of the source revision were stopped already, so that traffic must wait for new ones. */
  sourceReduced: boolean
  /** Whether source and new revision have a target group of each pair, so that traffic can move between them. */
  readonly shares: boolean
  /** Of production and of test traffic, what was asked for the new revision. */
  productionPercent: number
  testPercent: number
  /** Of the latest stage that had any. */
  hooks: readonly HookRecord[]
  /** The source: where a rollback goes. Null for a service's first deployment. */
  readonly base: ServiceRevisionRecord | null
}
