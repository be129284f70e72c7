import type { Look } from '../../domain/rollout/look.ts'
import type { RolloutRecord } from '../../domain/rollout/rollout-record.ts'

/** While AWS is on its way. */
const soonSeconds = 1

/** Seconds until something is due: the next look by the interval, the end of the bake time, or of the patience with missing measurements. */
export function nextLookSeconds(
  { state }: Pick<RolloutRecord, 'state'>,
  { now, intervalSeconds }: Pick<Look, 'now' | 'intervalSeconds'>,
): number {
  switch (state.phase) {
    case 'ended':
      return 0
    case 'leaving':
      return soonSeconds
    case 'shifting':
      // What AWS does not take now it may take later; asking every second would not help.
      return state.problem === null ? Math.min(soonSeconds, intervalSeconds) : intervalSeconds
    case 'baking': {
      const bake = state.stages[state.stageIndex]?.bakeSeconds ?? 0
      return sooner(bake - state.bakedSeconds, intervalSeconds)
    }
    case 'held': {
      const goesBack = state.inconclusive?.goesBackAt ?? null
      return goesBack === null
        ? intervalSeconds
        : sooner((Date.parse(goesBack) - now.getTime()) / 1000, intervalSeconds)
    }
  }
}

/** What is overdue waits for something else than time. */
const sooner = (seconds: number, intervalSeconds: number): number =>
  seconds > 0 && seconds < intervalSeconds ? Math.max(seconds, 0.05) : intervalSeconds
