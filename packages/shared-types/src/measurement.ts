import { z } from 'zod'
import { EnvironmentRef } from './environment.ts'
import { IsoTime } from './time.ts'

export const metricIds = [
  'error-rate',
  'latency-p50',
  'latency-p95',
  'latency-p99',
  'requests',
  'healthy-hosts',
  'database-connections',
  'frontend-error-rate',
] as const
export const MetricId = z.enum(metricIds)
export type MetricId = z.infer<typeof MetricId>

export const metricUnits = ['percent', 'milliseconds', 'count'] as const
export const MetricUnit = z.enum(metricUnits)
export type MetricUnit = z.infer<typeof MetricUnit>

/** A limit of a metric; a measurement beyond it (above, or below where `comparison` says so) breaches it. */
export const Threshold = z.object({
  metric: MetricId,
  level: z.enum(['warning', 'critical']),
  comparison: z.enum(['above', 'below']),
  limit: z.number(),
})
export type Threshold = z.infer<typeof Threshold>

export const Verdict = z.enum(['pass', 'fail', 'inconclusive'])
export type Verdict = z.infer<typeof Verdict>

/** One metric over a window, oldest first; a gap is a null value, never a zero. */
export const MeasurementSeries = z.object({
  metric: MetricId,
  unit: MetricUnit,
  periodSeconds: z.int().positive(),
  points: z.array(z.object({ at: IsoTime, value: z.number().nullable() })),
  thresholds: z.array(Threshold),
  unreadable: z.string().nullable(),
  /** What of it AWS does not let count, in a sentence; absent when all is counted. */
  note: z.string().optional(),
})
export type MeasurementSeries = z.infer<typeof MeasurementSeries>

/** The same of one variant, or of one endpoint; `endpoint` such as `GET /courses`, null for all of them. */
export const VariantSeries = MeasurementSeries.extend({
  variant: z.enum(['all', 'baseline', 'candidate']),
  endpoint: z.string().nullable(),
})
export type VariantSeries = z.infer<typeof VariantSeries>

export const Marker = z.object({
  releaseId: z.string(),
  at: IsoTime,
  label: z.string(),
  /** A release began, a rollout changed its percentage, or a decision took effect. */
  kind: z.enum(['release', 'stage', 'decision']),
})
export type Marker = z.infer<typeof Marker>

export const Measurements = EnvironmentRef.extend({
  from: IsoTime,
  to: IsoTime,
  readAt: IsoTime.nullable(),
  series: z.array(MeasurementSeries),
  /** Baseline and candidate, and the endpoints, where the configuration declares them. */
  variants: z.array(VariantSeries),
  /** Releases that overlap the window, stages and decisions of their rollouts. */
  markers: z.array(Marker),
})
export type Measurements = z.infer<typeof Measurements>
