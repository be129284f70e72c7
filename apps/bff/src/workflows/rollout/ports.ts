import type { DecisionInputs, ReadVariants } from '../../domain/decision/variant-window.ts'
import type { Environment } from '../../domain/environment.ts'
import type { PoliciesInForce } from '../../domain/policy/in-force.ts'
import type { ExpectedAnswer } from '../../domain/rollout/rollout-config.ts'
import type { RolloutRecords } from '../../domain/rollout/rollout-record.ts'
import type { TrafficDriver } from '../../domain/rollout/traffic.ts'

/** Whether the backend answers as users reach it; asks twice before it says `down`. */
export type ReadAvailability = (environment: Environment) => Promise<DecisionInputs['availability']>

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

/** Which way the traffic of an environment is moved; null when no rollout is configured. */
export type FindTrafficDriver = (environment: Environment) => TrafficDriver | null

/** Makes AWS say what is wanted; see `apply-wanted.ts`. */
export type ApplyWanted = (releaseId: string, options: { readonly urgent: boolean }) => Promise<void>

/** What the step `rollout` needs of the world. */
export type RolloutPorts = {
  readonly records: RolloutRecords
  readonly driverFor: FindTrafficDriver
  readonly applyWanted: ApplyWanted
  readonly readVariants: ReadVariants
  readonly readAvailability: ReadAvailability
  readonly probeAnswer: ProbeAnswer
  readonly probeOff: ProbeOff
  readonly policies: PoliciesInForce
}
