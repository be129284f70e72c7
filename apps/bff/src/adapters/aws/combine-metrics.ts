import type { MetricId } from '@lockstep/shared-types/measurement'
import { metricUnits } from '../../domain/decision/words.ts'
import type { MeasuredSeries, MeasurementWindow } from '../../features/measurements/ports.ts'
import type { RequestMetric } from './metric-queries.ts'

/** Values of one raw metric, by the start of their period in milliseconds since 1970; `error` says why there are none. */
export type RawSeries = { readonly values: ReadonlyMap<number, number>; readonly error: unknown }
/** What requests were measured by at one place, such as a target group; an application knows nothing of connections. */
export type RawRequests = Readonly<Record<RequestMetric, RawSeries>> & { readonly connections?: RawSeries }
/** What a load balancer answered by itself: its 5xx, of them the 503, and how much a rule answered with a fixed response. */
export type RawBalancer = Readonly<Record<'errors' | 'refused' | 'fixed', RawSeries>>
/** All that is measured at the load balancers; `hosts` of each target group. */
export type RawTargets = {
  readonly balancers: readonly RawBalancer[]
  readonly hosts: { readonly groups: readonly RawSeries[]; readonly join: 'lowest' | 'sum' }
  /** What of the errors cannot be counted here; absent when all are. */
  readonly note?: string
}

/** Of whom, and how an error is told to people. */
export type SeriesOf = Pick<MeasuredSeries, 'variant' | 'endpoint'> & {
  readonly explain: (error: unknown) => string
}

const add = (a: number, b: number): number => a + b
const smaller = (a: number, b: number): number => Math.min(a, b)
const larger = (a: number, b: number): number => Math.max(a, b)

/** Null when none of them has a value: a gap is a gap. */
function across(
  all: readonly RawSeries[],
  at: number,
  join: (a: number, b: number) => number,
): number | null {
  let joined: number | null = null
  for (const { values } of all) {
    const value = values.get(at)
    if (value !== undefined) joined = joined === null ? value : join(joined, value)
  }
  return joined
}

/** Percent of `whole`, null without any of it. CloudWatch reports no errors by reporting nothing. */
function rate(part: readonly RawSeries[], whole: readonly RawSeries[], at: number): number | null {
  const total = across(whole, at, add)
  return total === null || total === 0 ? null : ((across(part, at, add) ?? 0) / total) * 100
}

type Moment = { readonly at: number; readonly iso: string }
/** All series of a window have the same moments, and to write them out is most of the work. */
const momentsOfWindows = new WeakMap<MeasurementWindow, readonly Moment[]>()

function momentsOf(window: MeasurementWindow): readonly Moment[] {
  const known = momentsOfWindows.get(window)
  if (known !== undefined) return known
  const { from, to, periodSeconds } = window
  const step = periodSeconds * 1000
  const length = Math.max(0, Math.ceil((to.getTime() - from.getTime()) / step))
  const moments = Array.from({ length }, (_, index) => {
    const at = from.getTime() + index * step
    return { at, iso: new Date(at).toISOString() }
  })
  momentsOfWindows.set(window, moments)
  return moments
}

/** One point for every period of the window; none when something that it is made of could not be read. */
function toSeries(
  metric: MetricId,
  needs: readonly RawSeries[],
  { variant, endpoint, explain }: SeriesOf,
  window: MeasurementWindow,
  valueAt: (at: number) => number | null,
): MeasuredSeries {
  const failed = needs.find(({ error }) => error !== undefined)
  const moments = failed === undefined ? momentsOf(window) : []
  return {
    metric,
    unit: metricUnits[metric],
    periodSeconds: window.periodSeconds,
    variant,
    endpoint,
    points: moments.map(({ at, iso }) => ({ at: iso, value: valueAt(at) })),
    unreadable: failed === undefined ? null : explain(failed.error),
  }
}

const nothingBeside: RawTargets = { balancers: [], hosts: { groups: [], join: 'sum' } }

/** Requests of a period and how many of them failed; null when there were none. */
function failures(
  {
    requests,
    errors,
    connections,
  }: Readonly<Record<'requests' | 'errors' | 'connections', readonly RawSeries[]>>,
  balancers: readonly RawBalancer[],
  at: number,
): { readonly requests: number; readonly failed: number } | null {
  const served = across(requests, at, add)
  // Requests for which no target was found are not in RequestCount; those whose target gave no answer are.
  const bySelf = (name: keyof RawBalancer) =>
    across(
      balancers.map((one) => one[name]),
      at,
      add,
    ) ?? 0
  // A rule that answers 503, to strange hosts or for maintenance, is no failure: as many of the 503 as there were fixed answers.
  const meant = Math.min(bySelf('refused'), bySelf('fixed'))
  const refused = bySelf('refused') - meant
  const total = (served ?? 0) + refused
  if (total === 0) return served === null ? null : { requests: 0, failed: 0 }
  const byTargets = across(errors, at, add) ?? 0
  // A connection may have been tried again, with success: where the balancer's own answers are known, they count.
  const byBalancer = balancers.length > 0 ? bySelf('errors') - meant : (across(connections, at, add) ?? 0)
  return { requests: total, failed: Math.min(total, byTargets + byBalancer) }
}

/**
 * Makes our metrics of what CloudWatch measured of requests. Of several places, counts are added, and the slowest
 * latency counts: percentiles cannot be added. `toMilliseconds` is what a latency is multiplied by. What a load balancer
 * answers by itself has no target group in CloudWatch: it counts where the balancer serves nobody else.
 */
export function combineRequests(
  places: readonly RawRequests[],
  toMilliseconds: number,
  of: SeriesOf,
  window: MeasurementWindow,
  { balancers, hosts, note }: RawTargets = nothingBeside,
): MeasuredSeries[] {
  const all = (metric: RequestMetric) => places.map((place) => place[metric])
  const [requests, errors] = [all('requests'), all('errors')]
  const latency = (metric: MetricId, raw: RequestMetric) => {
    const latencies = all(raw)
    return toSeries(metric, latencies, of, window, (at) => {
      const slowest = across(latencies, at, larger)
      return slowest === null ? null : slowest * toMilliseconds
    })
  }
  const counted = {
    requests,
    errors,
    connections: places.flatMap((place) => place.connections ?? []),
  }
  const ofBalancers = balancers.flatMap((one) => [one.errors, one.refused, one.fixed])
  const needs = [...requests, ...errors, ...counted.connections, ...ofBalancers]
  const errorRate = toSeries('error-rate', needs, of, window, (at) => {
    const found = failures(counted, balancers, at)
    return found === null || found.requests === 0 ? null : (found.failed / found.requests) * 100
  })
  return [
    { ...errorRate, ...(note === undefined ? {} : { note }) },
    latency('latency-p50', 'p50'),
    latency('latency-p95', 'p95'),
    latency('latency-p99', 'p99'),
    toSeries(
      'requests',
      [...requests, ...balancers.flatMap((one) => [one.refused, one.fixed])],
      of,
      window,
      (at) => failures(counted, balancers, at)?.requests ?? null,
    ),
    ...(hosts.groups.length === 0
      ? []
      : [
          toSeries('healthy-hosts', hosts.groups, of, window, (at) =>
            across(hosts.groups, at, hosts.join === 'sum' ? add : smaller),
          ),
        ]),
  ]
}

export const combineConnections = (
  connections: RawSeries,
  of: SeriesOf,
  window: MeasurementWindow,
): MeasuredSeries =>
  toSeries('database-connections', [connections], of, window, (at) => across([connections], at, larger))

/** Script errors for every hundred page views. */
export const combineFrontendErrors = (
  errors: RawSeries,
  pageViews: RawSeries,
  of: SeriesOf,
  window: MeasurementWindow,
): MeasuredSeries =>
  toSeries('frontend-error-rate', [errors, pageViews], of, window, (at) => rate([errors], [pageViews], at))
