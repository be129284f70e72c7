import type { DecisionInputs, VariantWindow } from '../variant-window.ts'
import type { Period } from './simulate-traffic.ts'

const periodSeconds = 60
export const begin = Date.parse('2026-11-20T10:00:00.000Z')
const at = (index: number): string => new Date(begin + index * periodSeconds * 1000).toISOString()

/** A window of one-minute periods, the first of them `first` minutes after ten o'clock. */
export function windowOf(
  variant: VariantWindow['variant'],
  periods: readonly Period[],
  first = 0,
): VariantWindow {
  const requests = periods.reduce((sum, period) => sum + (period.requests ?? 0), 0)
  const errors = periods.reduce((sum, period) => sum + (period.errors ?? 0), 0)
  return {
    variant,
    from: at(first),
    to: at(first + periods.length),
    periodSeconds,
    requests,
    values: requests === 0 ? {} : { 'error-rate': (errors / requests) * 100, requests },
    newestAt: periods.length === 0 ? null : at(first + periods.length - 1),
    periods: periods.map((period, index) => ({ at: at(first + index), ...period })),
  }
}

/** A window with these values over five minutes, whose newest period began a minute before `now`. */
export const windowWith = (
  variant: VariantWindow['variant'],
  values: VariantWindow['values'],
  requests: number | null = 30_000,
): VariantWindow => ({
  variant,
  from: at(-5),
  to: at(0),
  periodSeconds,
  values,
  requests,
  newestAt: at(-1),
  periods: [],
})

/** At ten o'clock, all well: the candidate is measured, the backend answers. */
export const healthyInputs = (values: VariantWindow['values'] = {}): DecisionInputs => ({
  now: new Date(begin),
  all: windowWith('all', { 'error-rate': 0.02, 'latency-p95': 180, ...values }),
  baseline: windowWith('baseline', { 'error-rate': 0.02, 'latency-p95': 180 }),
  candidate: windowWith('candidate', { 'error-rate': 0.02, 'latency-p95': 180, ...values }),
  unreadable: null,
  availability: 'up',
  staleAfterSeconds: 300,
})
