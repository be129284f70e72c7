import { z } from 'zod'
import { Actor } from './actor.ts'
import { MetricId } from './measurement.ts'
import { IsoTime } from './time.ts'

/** What a metric of the candidate must be for a stage to be left: `below` or `above` the limit, in the metric's unit. */
export const SuccessCriterion = z.object({
  metric: MetricId,
  must: z.enum(['below', 'above']),
  limit: z.number(),
})
export type SuccessCriterion = z.infer<typeof SuccessCriterion>

/** Something that only a person can see, ticked by hand, such as "no complaint from users". */
export const ManualCheck = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,63}$/, 'lower-case letters, digits and dashes'),
  label: z.string().trim().min(1).max(200),
})
export type ManualCheck = z.infer<typeof ManualCheck>

/** `not-worse`: no evidence against the candidate, from enough requests; `better`: every metric is better than the baseline's. */
export const comparisonDemands = ['none', 'not-worse', 'better'] as const
export const ComparisonDemand = z.enum(comparisonDemands)
export type ComparisonDemand = z.infer<typeof ComparisonDemand>

/** The condition to leave a stage, on top of its bake time. */
export const Gate = z.object({
  /** The criteria must have held for this long without a break. */
  stableSeconds: z.int().nonnegative(),
  criteria: z.array(SuccessCriterion),
  comparison: ComparisonDemand,
  manual: z.array(ManualCheck),
  /** `manual`: a person presses Promote even when all else passes. */
  promotion: z.enum(['automatic', 'manual']),
})
export type Gate = z.infer<typeof Gate>

export const RolloutStage = z.object({
  percent: z.number().gt(0).max(100),
  bakeSeconds: z.int().nonnegative(),
  gate: Gate,
})
export type RolloutStage = z.infer<typeof RolloutStage>

/** One line of a gate as it stands now. `waiting` needs time or a person; `inconclusive` needs data. */
export const GateCheck = z.object({
  /** `bake`, `stable`, `traffic`, `comparison`, `promotion`, `criterion:error-rate`, `manual:no-complaint`. */
  id: z.string(),
  state: z.enum(['pass', 'fail', 'inconclusive', 'waiting']),
  sentence: z.string(),
  /** When time alone makes it pass; null when it needs something else. */
  passesAt: IsoTime.nullable(),
  tickedBy: Actor.nullable(),
  tickedAt: IsoTime.nullable(),
})
export type GateCheck = z.infer<typeof GateCheck>

export const GateState = z.object({
  /** The worst of the checks. */
  state: z.enum(['pass', 'fail', 'inconclusive', 'waiting']),
  checks: z.array(GateCheck),
})
export type GateState = z.infer<typeof GateState>
