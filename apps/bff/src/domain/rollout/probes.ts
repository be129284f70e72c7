import type { DecisionInputs } from '../decision/variant-window.ts'
import type { Environment } from '../environment.ts'
import type { ExpectedAnswer } from './rollout-config.ts'

/**
 * Whether the backend answers as users reach it; asks twice before it says `down`, which is an answer, or a refusal to
 * connect. `unreachable`: no word came at all, which may as well be the fault of Lockstep's own host or its network.
 */
export type ReadAvailability = (
  environment: Environment,
) => Promise<DecisionInputs['availability'] | 'unreachable'>

/** Asks one call and compares the answer. */
export type ProbeAnswer = (
  environment: Environment,
  expected: ExpectedAnswer,
) => Promise<{ readonly ok: boolean; readonly sentence: string }>

/**
 * Calls the backend a few times as users reach it: `off` when every answer is of the version, `on` when one is of another,
 * `unknown` when the application does not report its version.
 */
export type ProbeOff = (environment: Environment, version: string) => Promise<'off' | 'on' | 'unknown'>
