import type { MetricId } from '@lockstep/shared-types/measurement'

/** Colour and dash of each line: either alone tells them apart. */
export const seriesLook = {
  'error-rate': { stroke: 'var(--series-1)', dash: '' },
  'latency-p50': { stroke: 'var(--series-2)', dash: '2 3' },
  'latency-p95': { stroke: 'var(--series-1)', dash: '' },
  'latency-p99': { stroke: 'var(--series-3)', dash: '6 3' },
  requests: { stroke: 'var(--series-1)', dash: '' },
  'healthy-hosts': { stroke: 'var(--series-2)', dash: '' },
  'database-connections': { stroke: 'var(--series-1)', dash: '' },
  'frontend-error-rate': { stroke: 'var(--series-2)', dash: '' },
} as const satisfies Record<MetricId, { stroke: string; dash: string }>
