import { z } from 'zod'
import { MetricId, MetricUnit, Verdict } from './measurement.ts'
import { IsoTime } from './time.ts'

/** From the mildest to the hardest. */
export const decisionIds = ['continue', 'monitor', 'pause', 'previous-stage', 'rollback-to-zero'] as const
export const DecisionId = z.enum(decisionIds)
export type DecisionId = z.infer<typeof DecisionId>

export const severities = ['low', 'medium', 'high', 'critical'] as const
export const Severity = z.enum(severities)
export type Severity = z.infer<typeof Severity>

/** `all`: the environment as a whole. */
export const variants = ['all', 'baseline', 'candidate'] as const
export const Variant = z.enum(variants)
export type Variant = z.infer<typeof Variant>

/** When a row of the decision matrix applies: one of its conditions holds. Limits are strict: 1 is not above 1. */
export const MatrixCondition = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('metric'),
    metric: MetricId,
    comparison: z.enum(['above', 'below']),
    limit: z.number(),
  }),
  /** The health address does not answer, or no host is healthy. */
  z.object({ kind: z.literal('unavailable') }),
  /** The comparison says that the candidate is worse than the baseline. */
  z.object({ kind: z.literal('worse-than-baseline') }),
])
export type MatrixCondition = z.infer<typeof MatrixCondition>

export const MatrixRow = z.object({
  severity: Severity,
  when: z.array(MatrixCondition).min(1),
  decision: DecisionId,
  /** How long until the decision must have taken effect, or a person has looked; null when nothing is due. */
  withinSeconds: z.int().positive().nullable(),
  /** Lockstep acts by itself; otherwise it says so and a person acts. */
  automatic: z.boolean(),
})
export type MatrixRow = z.infer<typeof MatrixRow>

/** A value that a decision rests on. */
export const DecisionMeasurement = z.object({
  metric: MetricId,
  variant: Variant,
  /** Over the window; null when it is not known. */
  value: z.number().nullable(),
  unit: MetricUnit,
  verdict: Verdict,
  comparison: z.enum(['above', 'below']).nullable(),
  limit: z.number().nullable(),
  /** Requests in the window, where they are known. */
  requests: z.number().nullable(),
  from: IsoTime,
  to: IsoTime,
})
export type DecisionMeasurement = z.infer<typeof DecisionMeasurement>

/** Baseline against candidate, over the time of the stage. */
export const Comparison = z.object({
  verdict: Verdict,
  sentence: z.string(),
  errors: z
    .object({
      baseline: z.object({ requests: z.number(), errors: z.number() }),
      candidate: z.object({ requests: z.number(), errors: z.number() }),
      /** E-value against "the candidate is not worse"; 1 / alpha and more is evidence. */
      evidence: z.number(),
      /** Requests of the candidate after which a doubled error rate would have shown. */
      requestsNeeded: z.number().nullable(),
    })
    .nullable(),
  latency: z
    .object({
      /** Means of the periods' p95, in milliseconds. */
      baseline: z.number(),
      candidate: z.number(),
      periods: z.int(),
      evidence: z.number(),
    })
    .nullable(),
  since: IsoTime,
})
export type Comparison = z.infer<typeof Comparison>

/** What the decision matrix said at a moment, with what it rests on. */
export const Decision = z.object({
  /** Counts up within the release. */
  seq: z.int().positive(),
  releaseId: z.string(),
  at: IsoTime,
  decision: DecisionId,
  /** Null for `continue` and for a decision that rests on missing measurements. */
  severity: Severity.nullable(),
  verdict: Verdict,
  sentence: z.string(),
  stageIndex: z.int(),
  percent: z.number(),
  /** Version of the rollout policy that was in force; 0 is the configuration file's. */
  policyVersion: z.int().nonnegative(),
  measurements: z.array(DecisionMeasurement),
  comparison: Comparison.nullable(),
  dueAt: IsoTime.nullable(),
  /** `acted`: Lockstep did it; `asks`: a person must; `nothing`: there was nothing to do. */
  effect: z.enum(['acted', 'asks', 'nothing']),
  actedAt: IsoTime.nullable(),
})
export type Decision = z.infer<typeof Decision>

export const DecisionPage = z.object({ decisions: z.array(Decision), nextCursor: z.string().nullable() })
export type DecisionPage = z.infer<typeof DecisionPage>
