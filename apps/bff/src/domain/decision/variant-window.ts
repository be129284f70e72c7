import type { Variant } from '@lockstep/shared-types/decision'
import type { MetricId } from '@lockstep/shared-types/measurement'
import type { Environment } from '../environment.ts'

/** One period of one variant; null is not known, never zero. */
export type VariantPeriod = {
  /** Begin of the period. */
  readonly at: string
  readonly requests: number | null
  /** Number of requests that failed. */
  readonly errors: number | null
  /** Milliseconds. */
  readonly p95: number | null
}

/** What one variant measured in a window: values over the whole of it, and its periods, oldest first. */
export type VariantWindow = {
  readonly variant: Variant
  readonly from: string
  readonly to: string
  readonly periodSeconds: number
  /** In the unit of the metric; a metric that is not known is left out. */
  readonly values: Readonly<Partial<Record<MetricId, number>>>
  readonly requests: number | null
  /** Begin of the newest period that has a value; null when none has. Older than `staleAfterSeconds` is stale. */
  readonly newestAt: string | null
  readonly periods: readonly VariantPeriod[]
}

/** All that a decision rests on at one moment. */
export type DecisionInputs = {
  readonly now: Date
  /** The environment as a whole. Null when it could not be read. */
  readonly all: VariantWindow | null
  /** Null when the set-up does not tell variants apart, or they could not be read. */
  readonly baseline: VariantWindow | null
  readonly candidate: VariantWindow | null
  /** Why measurements are missing, in a sentence; null when nothing is known to be wrong. */
  readonly unreadable: string | null
  readonly availability: 'up' | 'down' | 'unknown'
  readonly staleAfterSeconds: number
}

/** What was measured lately, for a decision. A variant is null when the set-up does not tell variants apart, or it could not be read. */
export type VariantsRead = Pick<DecisionInputs, 'all' | 'baseline' | 'candidate' | 'unreadable'>

/**
 * Reads the last `windowSeconds` of an environment by variant, as a rule without asking AWS. Periods that began before
 * `since` do not count. Never throws.
 */
export type ReadVariants = (
  environment: Environment,
  options: { readonly windowSeconds: number; readonly since?: Date },
) => Promise<VariantsRead>
