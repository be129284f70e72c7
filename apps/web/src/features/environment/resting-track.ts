import type { RolloutStage } from '@lockstep/shared-types/gate'
import type { TrackedRollout } from '../../vocabulary/rollout/stage-view.ts'

/** The stages before any rollout, as the track shows them. */
export const restingTrack = (stages: RolloutStage[]): TrackedRollout => ({
  stages,
  stageIndex: -1,
  phase: 'shifting',
  end: null,
  bakeUntil: null,
  bakeRemainingSeconds: null,
  gate: null,
  wantedPercent: 0,
  held: null,
})
