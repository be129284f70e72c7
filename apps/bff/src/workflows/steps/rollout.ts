import type { RunStep } from '../step-context.ts'
import { runRollout } from '../rollout/run-rollout.ts'

/** Widens the rollout stage by stage until it is full, or takes it back. Lasts from seconds to weeks. */
export const rollout: RunStep = (context) => runRollout(context)
