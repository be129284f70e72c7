import { usualHours } from '../../api/measurements.ts'

export const ranges = [
  { value: '1', label: '1 h' },
  { value: '3', label: '3 h' },
  { value: '24', label: '24 h' },
  { value: '72', label: '72 h' },
] as const

export type MetricsFilter = {
  readonly hours: number
  /** Such as `GET /courses`; null for all of them. */
  readonly endpoint: string | null
  /** Baseline beside candidate, or everybody. */
  readonly split: 'variants' | 'all'
}

/** What the address asks for; what it does not know falls back to the usual. */
export const readMetricsFilter = (query: URLSearchParams): MetricsFilter => {
  const range = ranges.find(({ value }) => value === query.get('hours'))
  return {
    hours: range === undefined ? usualHours : Number(range.value),
    endpoint: query.get('endpoint'),
    split: query.get('split') === 'all' ? 'all' : 'variants',
  }
}

/** Only what differs from the usual. */
export const writeMetricsFilter = ({ hours, endpoint, split }: MetricsFilter): URLSearchParams => {
  const query = new URLSearchParams()
  if (hours !== usualHours) query.set('hours', String(hours))
  if (endpoint !== null) query.set('endpoint', endpoint)
  if (split !== 'variants') query.set('split', split)
  return query
}
