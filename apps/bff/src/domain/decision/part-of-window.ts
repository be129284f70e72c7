import type { MetricId, Threshold } from '@lockstep/shared-types/measurement'
import { certainChance, chanceOf } from './chance.ts'
import { breaches, type JudgedSeries, type Seen } from './judged-span.ts'
import { windowValue, type Measured } from './window-value.ts'

/**
 * Lengths of the stretches that are judged by themselves, in periods. The lowest number of hosts and the highest of
 * connections are those of the worst minute already; page views are not counted beside their errors.
 */
const stretches: Readonly<Record<MetricId, readonly number[]>> = {
  'error-rate': [1, 3, 5],
  'latency-p50': [3, 5],
  'latency-p95': [3, 5],
  'latency-p99': [3, 5],
  requests: [5],
  'frontend-error-rate': [5],
  'healthy-hosts': [],
  'database-connections': [],
}

/** Fewer requests say nothing of a percentile. */
const requestsForLatency: Readonly<Partial<Record<MetricId, number>>> = {
  'latency-p50': 30,
  'latency-p95': 100,
  'latency-p99': 500,
}

export type Part = {
  readonly value: number
  readonly stretch: { readonly from: string; readonly seconds: number }
}

/** The newest of the shortest stretches that are beyond the limit by themselves; null when none is. */
export function findPart(
  { metric, periodSeconds }: JudgedSeries,
  threshold: Threshold,
  measured: readonly Measured[],
  seen: Seen,
): Part | null {
  const period = periodSeconds * 1000
  for (const periods of stretches[metric])
    for (let last = measured.length - 1; last >= periods - 1; last -= 1) {
      const own = measured.slice(last - periods + 1, last + 1)
      const [first] = own
      const end = own.at(-1)
      if (first === undefined || end === undefined || measured.length === periods) continue
      // A gap in it makes it longer than it says.
      if (Date.parse(end.at) - Date.parse(first.at) > (periods - 1) * period) continue
      const value = windowValue(metric, own, seen.requests)
      if (breaches(threshold, value) && isCertain(threshold, value, own, seen))
        return { value, stretch: { from: first.at, seconds: periods * periodSeconds } }
    }
  return null
}

function isCertain(
  { metric, comparison, limit }: Threshold,
  value: number,
  own: readonly Measured[],
  { requests: all }: Seen,
): boolean {
  const requests = own.reduce((total, { at }) => total + (all.get(at) ?? 0), 0)
  if (metric === 'error-rate')
    return (
      comparison === 'above' && requests > 0 && chanceOf({ requests, percent: value, limit }) <= certainChance
    )
  return requests >= (requestsForLatency[metric] ?? 0)
}
