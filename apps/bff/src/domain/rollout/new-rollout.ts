import type { Actor } from '@lockstep/shared-types/actor'
import type { ArtifactRef } from '@lockstep/shared-types/artifact'
import type { RolloutStage } from '@lockstep/shared-types/gate'
import { forNextStage, noComparison } from '../decision/comparison-memory.ts'
import type { RolloutState } from './rollout-state.ts'

/** A rollout before anybody has been sent to the candidate. */
export const newRollout = (input: {
  readonly stages: readonly RolloutStage[]
  readonly candidate: ArtifactRef | null
  readonly baseline: ArtifactRef | null
  readonly by: Actor
  readonly at: string
}): RolloutState => ({
  phase: 'shifting',
  stages: input.stages,
  stageIndex: -1,
  stageSince: null,
  candidate: input.candidate,
  baseline: input.baseline,
  wantedPercent: 0,
  wantedBy: input.by,
  wantedAt: input.at,
  appliedPercent: null,
  appliedAt: null,
  writtenPercent: null,
  told: [],
  writes: 0,
  outstanding: [],
  measuredPercent: null,
  measuredAt: null,
  held: null,
  heldFor: null,
  settledAt: null,
  graceFrom: null,
  acknowledged: null,
  lastChange: { by: input.by, at: input.at, sentence: `${input.by.name} started the rollout.` },
  inconclusive: null,
  foreign: null,
  problem: null,
  end: null,
  bakedSeconds: 0,
  stableSince: null,
  lookedAt: null,
  ticks: {},
  gate: null,
  decision: null,
  decisionKeptAt: null,
  comparison: null,
  // What was measured before it began tells of an earlier rollout's candidate.
  memory: forNextStage(noComparison, input.at),
})
