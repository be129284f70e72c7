import type { Measurements, MetricId } from '@lockstep/shared-types/measurement'
import { endpointsOf } from '../../vocabulary/charts/measurement-lines.ts'

export type EndpointRow = {
  readonly endpoint: string
  /** In the window; null where nothing was measured. */
  readonly requests: number | null
  /** In percent, of all requests of the window. */
  readonly errorRate: number | null
  /** The highest of the periods, in milliseconds. */
  readonly highestP95: number | null
}

/** Each endpoint over the window, the one with the most errors first. */
export const endpointRows = (measurements: Measurements): readonly EndpointRow[] =>
  endpointsOf(measurements)
    .map((endpoint) => rowOf(measurements, endpoint))
    .toSorted((a, b) => shownRate(b) - shownRate(a) || (b.requests ?? 0) - (a.requests ?? 0))

/** As it is shown: rates that read the same must not change places with every reading. */
const shownRate = ({ errorRate }: EndpointRow): number =>
  errorRate === null ? -1 : Math.round(errorRate * 100)

const rowOf = ({ variants }: Measurements, endpoint: string): EndpointRow => {
  const own = variants.filter((one) => one.endpoint === endpoint)
  // Where only the variants are told apart, an endpoint's requests are both of theirs together.
  const variant = own.some((one) => one.variant === 'all') ? ['all'] : ['baseline', 'candidate']
  const pointsOf = (metric: MetricId) =>
    own.flatMap((one) =>
      one.metric === metric && variant.includes(one.variant)
        ? one.points.map((point) => ({ ...point, variant: one.variant }))
        : [],
    )
  const requests = pointsOf('requests').filter(({ value }) => value !== null)
  const countAt = new Map(requests.map(({ at, variant: of, value }) => [`${of} ${at}`, value ?? 0]))
  const rates = pointsOf('error-rate').flatMap(({ at, variant: of, value }) =>
    value === null ? [] : [{ value, weight: countAt.get(`${of} ${at}`) ?? 0 }],
  )
  const p95 = pointsOf('latency-p95').flatMap(({ value }) => value ?? [])
  const weight = rates.reduce((sum, one) => sum + one.weight, 0)
  return {
    endpoint,
    requests: requests.length === 0 ? null : requests.reduce((sum, { value }) => sum + (value ?? 0), 0),
    errorRate: weight === 0 ? null : rates.reduce((sum, one) => sum + one.value * one.weight, 0) / weight,
    highestP95: p95.length === 0 ? null : Math.max(...p95),
  }
}
