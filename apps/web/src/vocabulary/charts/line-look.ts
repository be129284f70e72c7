import type { Variant } from '@lockstep/shared-types/decision'
import type { MetricId } from '@lockstep/shared-types/measurement'
import type { LineLook } from './chart-line.ts'

const plain: LineLook = { stroke: 'var(--series-1)', dash: '', width: 1.75 }

/** Of the environment as a whole, where several metrics share a chart. */
export const metricLook = {
  'error-rate': plain,
  'latency-p50': { stroke: 'var(--series-2)', dash: '2 3', width: 1.75 },
  'latency-p95': plain,
  'latency-p99': { stroke: 'var(--series-3)', dash: '6 3', width: 1.75 },
  requests: plain,
  'healthy-hosts': { ...plain, stroke: 'var(--series-2)' },
  'database-connections': plain,
  'frontend-error-rate': { ...plain, stroke: 'var(--series-2)' },
} as const satisfies Record<MetricId, LineLook>

/** The candidate is the full line, for it is what one looks at; the baseline is dashed. */
export const variantLook = {
  all: plain,
  baseline: { stroke: 'var(--series-2)', dash: '5 4', width: 1.75 },
  candidate: { stroke: 'var(--series-1)', dash: '', width: 2.25 },
} as const satisfies Record<Variant, LineLook>
