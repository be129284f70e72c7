import type { MetricId } from '@lockstep/shared-types/measurement'

/** Of fewer requests, the twentieth part is none: a percentile is then what one or two of them happened to take. */
const usual = 20

/** A percentile that cuts off more finely takes more. */
const fewest: Readonly<Partial<Record<MetricId, number>>> = {
  'error-rate': usual,
  'latency-p50': usual,
  'latency-p95': usual,
  'latency-p99': 100,
}

/** How many requests it takes to say what the metric is; null when it is not measured of requests. */
export const requestsToSay = (metric: MetricId): number | null => fewest[metric] ?? null

/** Whether they are known, and fewer than that. Each failure counts for itself: of those, chance has the last word. */
export function isOfFew(metric: MetricId, requests: number | null): boolean {
  const needed = requestsToSay(metric)
  return needed !== null && requests !== null && requests < needed
}

/** `only 2 requests are`, to go on with `too few …`. */
export const onlyRequests = (requests: number): string =>
  Math.round(requests) === 1 ? 'only 1 request is' : `only ${Math.round(requests)} requests are`
