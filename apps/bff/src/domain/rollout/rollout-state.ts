import type { Actor } from '@lockstep/shared-types/actor'
import type { Comparison, Decision, Severity } from '@lockstep/shared-types/decision'
import type { GateState, RolloutStage } from '@lockstep/shared-types/gate'
import type { Rollout } from '@lockstep/shared-types/rollout'
import type { ComparisonMemory } from '../decision/comparison-memory.ts'
import type { HealthyHalves } from './traffic.ts'

export type OutstandingWrite = { readonly id: string; readonly percent: number; readonly at: string }

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
  /**
   * What the hold is for; null when it is not held. Missing measurements release their own hold when they are back, and a
   * baseline without a healthy target when it has one.
   */
  readonly heldFor: 'person' | 'decision' | 'inconclusive' | 'foreign' | 'baseline' | null
  /** Which half had a healthy target at the last look; absent where that is not asked. */
  readonly healthy?: HealthyHalves | undefined
  /** Since when AWS has said what is wanted; null while it does not. */
  readonly settledAt: string | null
  /**
   * Since when AWS has said an earlier wish of Lockstep again, after it had said the present one: an answer that is late, or
   * somebody who took it back. Absent while it does not.
   */
  readonly undoneSince?: string | undefined
  /** What was measured before this moment belongs to another percentage: it takes the rollout no further back. */
  readonly graceFrom: string | null
  /** A person resumed knowing of this decision: it does not hold the rollout again. */
  readonly acknowledged: Severity | null
  /** The last change that counts, for whoever comes second. */
  readonly lastChange: { readonly by: Actor; readonly at: string; readonly sentence: string }
  /** When the newest decision was kept; later ones of the same kind only refresh it. */
  readonly decisionKeptAt: string | null
  /** The last percentage that AWS accepted from Lockstep: another one in AWS is somebody else's. */
  readonly writtenPercent: number | null
  /** What Lockstep wanted before, until AWS has said the present wish for a while: it may still show up there. */
  readonly told: readonly { readonly percent: number; readonly at: string }[]
  /** Counts writes to AWS: a look during which one ended has seen what was before it. */
  readonly writes: number
  /** Writes above zero whose outcome is not known: they may still land in AWS, and a rollout does not end at zero before. */
  readonly outstanding: readonly OutstandingWrite[]
  /** Of the stage's bake time, what has been seen to pass: time without Lockstep or while held does not count. */
  readonly bakedSeconds: number
  /** Since when the decision has been to go on, without a break; null while it is not. */
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
