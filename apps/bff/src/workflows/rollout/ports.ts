import type { ReadVariants } from '../../domain/decision/variant-window.ts'
import type { Environment } from '../../domain/environment.ts'
import type { PoliciesInForce } from '../../domain/policy/in-force.ts'
import type { ProbeAnswer, ProbeOff, ReadAvailability } from '../../domain/rollout/probes.ts'
import type { RolloutRecords } from '../../domain/rollout/rollout-record.ts'
import type { TrafficDriver } from '../../domain/rollout/traffic.ts'

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
