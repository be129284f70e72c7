import type { Actor } from '@lockstep/shared-types/actor'
import type { RolloutControlInput } from '@lockstep/shared-types/rollout'
import { isMild } from '../decision/decide.ts'
import { mayPromote } from '../decision/gate.ts'
import { ok, type Result } from '../result.ts'
import type { PercentLimits } from './allowed-percent.ts'
import type { RolloutState } from './rollout-state.ts'

/** A person's action, with what it is judged by. */
export type Control = {
  readonly input: RolloutControlInput
  readonly actor: Actor
  readonly now: Date
  readonly intervalSeconds: number
  readonly allowed: PercentLimits
}

/** What the action makes of the rollout, with a sentence that says it. */
export type Controlled = { readonly state: RolloutState; readonly sentence: string }

export const done = (state: RolloutState, sentence: string): Result<Controlled> => ok({ state, sentence })
export const hasReason = ({ reason }: RolloutControlInput): boolean => reason !== null && reason !== ''
export const isGatePassed = ({ gate }: RolloutState): boolean => gate !== null && mayPromote(gate)

/** Whether what is known speaks against sending more people to the candidate. */
export const speaksAgainst = ({ decision, inconclusive }: RolloutState): boolean =>
  inconclusive !== null || (decision !== null && (!isMild(decision.decision) || decision.verdict !== 'pass'))
