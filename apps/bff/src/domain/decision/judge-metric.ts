import type { DecisionMeasurement } from '@lockstep/shared-types/decision'
import type { MetricId } from '@lockstep/shared-types/measurement'
import { certainChance, chanceOf, isAnecdote, isByChance } from './chance.ts'
import { isOfFew } from './few-requests.ts'
import type { DecisionInputs, VariantWindow } from './variant-window.ts'
import { metricUnits } from './words.ts'

type Limit = { readonly metric: MetricId; readonly comparison: 'above' | 'below'; readonly limit: number }

/**
 * `noisy`: beyond the limit, by no more than chance alone would do. `few`: measured of too few requests to say what it is;
 * `few-beyond`: and beyond the limit.
 */
export type Judgement = 'beyond' | 'within' | 'noisy' | 'few' | 'few-beyond' | 'missing'
export type JudgedMetric = {
  readonly judgement: Judgement
  readonly measurement: DecisionMeasurement
  /** It is the last so many seconds that are beyond the limit, not the whole window; absent when the whole was judged. */
  readonly lastSeconds?: number
  /** It is what the load balancer answered by itself that is beyond the limit; absent when it is not. */
  readonly bySelf?: true
}

const rateMetrics: readonly MetricId[] = ['error-rate']

/**
 * Lays one limit beside what was measured. The candidate's value counts where the set-up tells variants apart; what
 * is measured for the environment as a whole, such as database connections, counts where it does not.
 */
export function judgeMetric(inputs: DecisionInputs, limit: Limit): JudgedMetric {
  const judged = judgeOwn(inputs, limit)
  return judged.judgement === 'beyond' ? judged : (judgeBalancer(inputs, limit, judged.measurement) ?? judged)
}

/**
 * Errors that no variant has: AWS does not count by target group what the load balancer answers by itself, such as 502 for
 * targets that drop connections. They count for all, so that a candidate's do not vanish. Null when they are within the limit.
 */
function judgeBalancer(
  { all, baseline, candidate }: DecisionInputs,
  limit: Limit,
  measurement: DecisionMeasurement,
): JudgedMetric | null {
  if (limit.metric !== 'error-rate' || limit.comparison === 'below') return null
  if (all === null || baseline === null || candidate === null) return null
  const errorsAt = (window: VariantWindow) =>
    new Map(window.periods.map(({ at, errors }) => [at, errors ?? 0]))
  const [ofBaseline, ofCandidate] = [errorsAt(baseline), errorsAt(candidate)]
  const periods = all.periods.map((period) => {
    const known = (ofBaseline.get(period.at) ?? 0) + (ofCandidate.get(period.at) ?? 0)
    return { ...period, errors: period.errors === null ? null : Math.max(0, period.errors - known) }
  })
  const requests = periods.reduce((total, period) => total + (period.requests ?? 0), 0)
  const errors = periods.reduce((total, period) => total + (period.errors ?? 0), 0)
  if (requests === 0 || errors === 0) return null
  const values = { 'error-rate': (errors / requests) * 100 }
  const { from, to } = all
  const own = judgeWindow({ ...all, periods, values, requests }, limit, {
    ...measurement,
    variant: 'all',
    value: values['error-rate'],
    requests,
    from,
    to,
  })
  return own.judgement === 'beyond' ? { ...own, bySelf: true } : null
}

function judgeOwn(inputs: DecisionInputs, limit: Limit): JudgedMetric {
  const window = windowOf(inputs, limit.metric)
  const value = window?.values[limit.metric] ?? null
  const measurement = {
    metric: limit.metric,
    variant: window?.variant ?? 'all',
    value,
    unit: metricUnits[limit.metric],
    comparison: limit.comparison,
    limit: limit.limit,
    requests: window?.requests ?? null,
    from: window?.from ?? inputs.now.toISOString(),
    to: window?.to ?? inputs.now.toISOString(),
  } as const
  if (window === null || value === null || isStale(window, inputs))
    return { judgement: 'missing', measurement: { ...measurement, verdict: 'inconclusive' } }
  return judgeWindow(window, limit, measurement)
}

function judgeWindow(
  window: VariantWindow,
  limit: Limit,
  measurement: Omit<DecisionMeasurement, 'verdict'>,
): JudgedMetric {
  const value = measurement.value ?? 0
  const beyond = limit.comparison === 'above' ? value > limit.limit : value < limit.limit
  if (saysLittle(window, value, limit))
    return {
      judgement: beyond ? 'few-beyond' : 'few',
      measurement: { ...measurement, verdict: 'inconclusive' },
    }
  const part = lately(window, limit)
  if (part !== null && (!beyond || isChance(window, value, limit)))
    return {
      judgement: 'beyond',
      measurement: { ...measurement, ...part, verdict: 'fail' },
      lastSeconds: (Date.parse(window.to) - Date.parse(part.from)) / 1000,
    }
  if (!beyond) return { judgement: 'within', measurement: { ...measurement, verdict: 'pass' } }
  if (isChance(window, value, limit))
    return { judgement: 'noisy', measurement: { ...measurement, verdict: 'inconclusive' } }
  return { judgement: 'beyond', measurement: { ...measurement, verdict: 'fail' } }
}

/** The baseline's value beside it, for whoever reads the decision; it decides nothing. */
export function baselineMeasurement(inputs: DecisionInputs, metric: MetricId): DecisionMeasurement | null {
  const { baseline } = inputs
  const value = baseline?.values[metric] ?? null
  if (baseline === null || value === null || inputs.candidate === null) return null
  const { requests, from, to } = baseline
  return {
    metric,
    variant: 'baseline',
    value,
    unit: metricUnits[metric],
    verdict: 'pass',
    comparison: null,
    limit: null,
    requests,
    from,
    to,
  }
}

/** Of the candidate where it has the metric, else of the whole. Numbers of requests cannot tell missing from none. */
function windowOf({ candidate, all }: DecisionInputs, metric: MetricId): VariantWindow | null {
  const perVariant = metric === 'error-rate' || metric.startsWith('latency') || metric === 'requests'
  if (perVariant) return candidate ?? all
  return candidate?.values[metric] !== undefined ? candidate : all
}

const isStale = ({ newestAt, periodSeconds }: VariantWindow, { now, staleAfterSeconds }: DecisionInputs) =>
  newestAt === null || now.getTime() - Date.parse(newestAt) > (staleAfterSeconds + periodSeconds) * 1000

function isChance(
  { requests }: VariantWindow,
  percent: number,
  { metric, comparison, limit }: Limit,
): boolean {
  if (!rateMetrics.includes(metric) || comparison === 'below' || requests === null) return false
  return isByChance({ requests, percent, limit })
}

/** Of too few requests. No failure among them is what it is; failures count once they cannot be chance. */
function saysLittle(
  { requests }: VariantWindow,
  percent: number,
  { metric, comparison, limit }: Limit,
): boolean {
  if (requests === null || !isOfFew(metric, requests)) return false
  if (metric !== 'error-rate') return true
  return comparison === 'above' && percent > limit && isAnecdote({ requests, percent, limit })
}

/** So many of the newest periods are judged by themselves: what breaks now must not drown in a long window. */
const lastPeriods = [1, 3, 5]

/** The errors of the last minutes, where they are beyond the limit and cannot be chance; null otherwise. */
function lately(
  { periods }: VariantWindow,
  { metric, comparison, limit }: Limit,
): { readonly value: number; readonly requests: number; readonly from: string } | null {
  if (!rateMetrics.includes(metric) || comparison === 'below') return null
  const counted = periods.flatMap(({ at, requests, errors }) =>
    requests === null || errors === null ? [] : [{ at, requests, errors }],
  )
  for (const last of lastPeriods) {
    const own = counted.slice(-last)
    const from = own[0]?.at
    if (from === undefined || own.length === counted.length) return null
    const requests = own.reduce((total, period) => total + period.requests, 0)
    const errors = own.reduce((total, period) => total + period.errors, 0)
    const value = requests === 0 ? 0 : (errors / requests) * 100
    if (value > limit && errors > 1 && chanceOf({ requests, percent: value, limit }) <= certainChance)
      return { value, requests, from }
  }
  return null
}
