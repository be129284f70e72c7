import { z } from 'zod'

/**
 * `shifting`: AWS does not yet say what is wanted. `baking`: the stage's time runs. `held`: nothing widens until
 * somebody resumes. `leaving`: traffic is being taken off the candidate for good. `ended`: this rollout is over.
 */
export const rolloutPhases = ['shifting', 'baking', 'held', 'leaving', 'ended'] as const
export const RolloutPhase = z.enum(rolloutPhases)
export type RolloutPhase = z.infer<typeof RolloutPhase>
