import type { Variant } from '@lockstep/shared-types/decision'
import type { MetricId } from '@lockstep/shared-types/measurement'
import type { VariantPeriod, VariantWindow } from './variant-window.ts'
import { windowValues, type WindowSeries } from './window-value.ts'

/** What one variant's series say of the periods that began from `from` on, before `to`. Empty series make an empty window. */
export function toVariantWindow(
  variant: Variant,
  series: readonly WindowSeries[],
  { from, to }: { readonly from: Date; readonly to: Date },
): VariantWindow {
  const values: Partial<Record<MetricId, number>> = {}
  const since = series.map((one) => ({ ...one, points: pointsSince(one.points, from) }))
  const measured = windowValues(since, from.getTime(), to.getTime())
  const periods = periodsOf(since, from, to)
  for (const { series: one, value, newestAt } of measured)
    if (value !== null && !hasStopped(one, newestAt, periods, to)) values[one.metric] = value
  const known = periods.flatMap(({ requests }) => requests ?? [])
  const newest = measured.flatMap(({ newestAt }) => newestAt ?? []).toSorted()
  return {
    variant,
    from: from.toISOString(),
    to: to.toISOString(),
    periodSeconds: series[0]?.periodSeconds ?? 60,
    values,
    requests: known.length === 0 ? null : known.reduce((total, requests) => total + requests, 0),
    newestAt: newest.at(-1) ?? null,
    periods,
  }
}

/** So long after a value was due it is missing, however long the window is. */
const stoppedSeconds = 300

/** Whether a metric has stopped while what it is measured of went on. No requests is no reason for a rate to be missing. */
function hasStopped(
  { metric, periodSeconds }: WindowSeries,
  newestAt: string | null,
  periods: readonly VariantPeriod[],
  to: Date,
): boolean {
  const goesOnUntil = lastOf(metric, periods, to)
  if (newestAt === null || goesOnUntil === null) return false
  return goesOnUntil - Date.parse(newestAt) > (stoppedSeconds + periodSeconds) * 1000
}

/** When a value of the metric was due last, in milliseconds since 1970; null when that cannot be told. */
function lastOf(metric: MetricId, periods: readonly VariantPeriod[], to: Date): number | null {
  switch (metric) {
    case 'error-rate':
    case 'latency-p50':
    case 'latency-p95':
    case 'latency-p99': {
      const asked = periods.findLast(({ requests }) => (requests ?? 0) > 0)
      return asked === undefined ? null : Date.parse(asked.at)
    }
    case 'healthy-hosts':
    case 'database-connections':
      return to.getTime()
    case 'requests':
    case 'frontend-error-rate':
      return null
  }
}

/** Points are in their order: of hours that are kept, the last minutes are at the end. */
function pointsSince(points: WindowSeries['points'], from: Date): WindowSeries['points'] {
  const start = points.findLastIndex(({ at }) => Date.parse(at) < from.getTime())
  return points.slice(start + 1)
}

function periodsOf(series: readonly WindowSeries[], from: Date, to: Date): VariantPeriod[] {
  const points = (metric: MetricId) =>
    new Map(series.find((one) => one.metric === metric)?.points.map(({ at, value }) => [at, value]))
  const [requests, rates, p95s] = [points('requests'), points('error-rate'), points('latency-p95')]
  return [...new Set([...requests.keys(), ...rates.keys(), ...p95s.keys()])]
    .filter((at) => Date.parse(at) >= from.getTime() && Date.parse(at) < to.getTime())
    .toSorted()
    .map((at) => {
      const count = requests.get(at) ?? null
      return {
        at,
        requests: count,
        errors: errorsOf(count, rates.get(at) ?? null),
        p95: p95s.get(at) ?? null,
      }
    })
}

/** The rate was made of whole numbers: they come back by rounding. */
function errorsOf(requests: number | null, percent: number | null): number | null {
  if (requests === null) return null
  if (requests === 0) return 0
  return percent === null ? null : Math.round((percent / 100) * requests)
}
