import type { JudgedSeries, Seen } from './judged-span.ts'

/** Why a threshold could not be judged. */
export type Unjudged =
  /** It could not be read, in a sentence. */
  | { readonly why: 'unreadable'; readonly reason: string }
  /** It was read, and what it is measured of did not happen. */
  | { readonly why: 'no-requests' }
  /** Beyond the limit, by no more than chance alone would do. */
  | { readonly why: 'few-requests' }
  /** No period of the span is over, or settled. */
  | { readonly why: 'too-early' }
  /** It was read, and there is no value where one was to be expected. */
  | { readonly why: 'not-reported' }

/** Why a series has no value in the span. Nothing read is not the same as nothing there. */
export function whyMissing(
  { metric, periodSeconds, unreadable }: JudgedSeries,
  { from, now, requests, hosts }: Seen,
): Unjudged {
  if (unreadable !== null) return { why: 'unreadable', reason: unreadable }
  // Only a period that began in the span counts, and it may have begun right before it.
  if (now.getTime() - from.getTime() < 2 * periodSeconds * 1000) return { why: 'too-early' }
  const served = [...requests.values()].some((count) => count > 0)
  switch (metric) {
    case 'error-rate':
    case 'latency-p50':
    case 'latency-p95':
    case 'latency-p99':
      return !served && (requests.size > 0 || hosts.size > 0)
        ? { why: 'no-requests' }
        : { why: 'not-reported' }
    case 'requests':
      return hosts.size > 0 || requests.size > 0 ? { why: 'too-early' } : { why: 'not-reported' }
    case 'frontend-error-rate':
      return { why: 'no-requests' }
    case 'healthy-hosts':
    case 'database-connections':
      return { why: 'not-reported' }
  }
}
