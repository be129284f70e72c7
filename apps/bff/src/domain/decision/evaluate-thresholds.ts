import type { MetricId, Threshold, Verdict } from '@lockstep/shared-types/measurement'
import { isByChance } from './chance.ts'
import { isOfFew } from './few-requests.ts'
import { breaches, type JudgedSeries, type JudgedSpan, type Seen } from './judged-span.ts'
import { findPart } from './part-of-window.ts'
import { whyMissing, type Unjudged } from './why-missing.ts'
import { windowValue, type Measured } from './window-value.ts'

/** What one threshold says of a span of time. */
export type ThresholdResult = {
  readonly metric: MetricId
  readonly threshold: Threshold
  readonly verdict: Verdict
  /** The metric's value in the unit of its series, over `part` or over the whole; null when there is none. */
  readonly value: number | null
  /** Periods of the whole span that have a value. */
  readonly samples: number
  /** The stretch within the span that is beyond the limit, where the whole is not; null when the whole was judged. */
  readonly part: { readonly from: string; readonly seconds: number } | null
  /** Why it is `inconclusive`; null when it is not. */
  readonly unjudged: Unjudged | null
}

/**
 * Lays a span of time beside every threshold of the series: the whole of it, and each of its minutes and stretches of a
 * few minutes, since what breaks at the end must not drown in what was well before. A threshold without a value is
 * `inconclusive`, which is not `pass`: nobody has seen that all is well.
 */
export function evaluateThresholds(series: readonly JudgedSeries[], span: JudgedSpan): ThresholdResult[] {
  const named = (metric: MetricId) => series.find((one) => one.metric === metric)
  const byTime = (metric: MetricId) =>
    new Map(within(named(metric)?.points ?? [], span).map(({ at, value }) => [at, value]))
  const seen: Seen = { ...span, series, requests: byTime('requests'), hosts: byTime('healthy-hosts') }
  return series.flatMap((one) => one.thresholds.map((threshold) => judge(one, threshold, seen)))
}

function judge(series: JudgedSeries, threshold: Threshold, seen: Seen): ThresholdResult {
  const { metric } = series
  const measured = measuredFor(series, threshold, seen)
  const found = { metric, threshold, samples: measured.length, part: null, unjudged: null }
  if (measured.length === 0)
    return { ...found, verdict: 'inconclusive', value: null, unjudged: whyMissing(series, seen) }
  const value = windowValue(metric, measured, seen.requests)
  if (breaches(threshold, value) && !isFew(threshold, value, measured, seen))
    return { ...found, verdict: 'fail', value }
  const part = findPart(series, threshold, measured, seen)
  if (part !== null) return { ...found, verdict: 'fail', value: part.value, part: part.stretch }
  return breaches(threshold, value)
    ? { ...found, verdict: 'inconclusive', value, unjudged: { why: 'few-requests' } }
    : { ...found, verdict: 'pass', value }
}

const within = (points: JudgedSeries['points'], { from, now }: JudgedSpan): Measured[] =>
  points.flatMap(({ at, value }) => {
    const start = Date.parse(at)
    // A period that began before the span also holds what was before it, such as errors of the version before.
    return value !== null && start >= from.getTime() && start <= now.getTime() ? [{ at, value }] : []
  })

/**
 * The values that count. Rates and latencies of a period that has not ended are true; too few requests are not, before the
 * period has settled. A settled period without requests in which hosts were counted had none: CloudWatch says zero by
 * saying nothing.
 */
function measuredFor(
  { metric, points, periodSeconds }: JudgedSeries,
  { comparison }: Threshold,
  seen: Seen,
): Measured[] {
  const measured = within(points, seen)
  if (metric !== 'requests') return measured
  const known = new Set(measured.map(({ at }) => at))
  const none = [...seen.hosts.keys()].filter((at) => !known.has(at)).map((at) => ({ at, value: 0 }))
  const settle = comparison === 'below' ? seen.settleSeconds : 0
  const latest = seen.now.getTime() - (periodSeconds + settle) * 1000
  return [...measured, ...none]
    .filter(({ at }) => Date.parse(at) <= latest)
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
}

/** A limit is meant to the letter: only a handful of requests is not taken at its word. */
const steadyFrom = 5

function isFew(
  { metric, comparison, limit }: Threshold,
  percent: number,
  measured: readonly Measured[],
  { requests: all }: Seen,
): boolean {
  const requests = measured.reduce((total, { at }) => total + (all.get(at) ?? 0), 0)
  if (requests === 0) return false
  if (metric !== 'error-rate') return isOfFew(metric, requests)
  return comparison === 'above' && isByChance({ requests, percent, limit }, steadyFrom)
}
