import type { Actor } from '@lockstep/shared-types/actor'
import type { Comparison, Decision } from '@lockstep/shared-types/decision'
import type { GateState, RolloutStage } from '@lockstep/shared-types/gate'
import type { Rollout } from '@lockstep/shared-types/rollout'
import type { ComparisonMemory } from '../decision/comparison-memory.ts'

/** A rollout as it is kept: everything that must survive a restart, and nothing that is read anew. */
export type RolloutState = Pick<
  Rollout,
  | 'phase'
  | 'stageIndex'
  | 'stageSince'
  | 'candidate'
  | 'baseline'
  | 'wantedPercent'
  | 'wantedBy'
  | 'wantedAt'
  | 'appliedPercent'
  | 'appliedAt'
  | 'measuredPercent'
  | 'measuredAt'
  | 'held'
  | 'inconclusive'
  | 'foreign'
  | 'problem'
  | 'end'
> & {
  readonly stages: readonly RolloutStage[]
  /** The last percentage that AWS accepted from Lockstep: another one in AWS is somebody else's. */
  readonly writtenPercent: number | null
  /** Of the stage's bake time, what has been seen to pass: time without Lockstep or while held does not count. */
  readonly bakedSeconds: number
  /** Since when the gate's criteria have held without a break; null while they do not. */
  readonly stableSince: string | null
  /** The last look; the next one counts the time between, as far as that is plausible. */
  readonly lookedAt: string | null
  /** Manual checks of the stage that somebody has ticked. */
  readonly ticks: Readonly<Record<string, { readonly by: Actor; readonly at: string }>>
  readonly gate: GateState | null
  readonly decision: Decision | null
  readonly comparison: Comparison | null
  /** What the comparison of the stage has seen so far. */
  readonly memory: ComparisonMemory
}
