import type { TimeSeries } from './query.ts'

/** What a metric math expression can be while it is computed. */
export type Value =
  | { readonly kind: 'scalar'; readonly value: number }
  | { readonly kind: 'series'; readonly series: TimeSeries }
  | { readonly kind: 'list'; readonly list: readonly TimeSeries[] }

export const scalar = (value: number): Value => ({ kind: 'scalar', value })
export const series = (of: TimeSeries): Value => ({ kind: 'series', series: of })

type Operation = (left: number, right: number) => number

const operations: Readonly<Record<string, Operation>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
  '>': (a, b) => Number(a > b),
  '<': (a, b) => Number(a < b),
  '>=': (a, b) => Number(a >= b),
  '<=': (a, b) => Number(a <= b),
  '==': (a, b) => Number(a === b),
  '!=': (a, b) => Number(a !== b),
}

/** Applies to each moment; a moment that one side lacks, or a division by zero, gives no value. */
const zip = (left: TimeSeries, right: TimeSeries, operate: Operation): TimeSeries => {
  const result: TimeSeries = new Map()
  for (const [at, value] of left) {
    const other = right.get(at)
    const computed = other === undefined ? Number.NaN : operate(value, other)
    if (Number.isFinite(computed)) result.set(at, computed)
  }
  return result
}

const mapValues = (of: TimeSeries, change: (value: number) => number): TimeSeries =>
  new Map(
    [...of].map(([at, value]) => [at, change(value)] as const).filter(([, value]) => Number.isFinite(value)),
  )

/** `left sign right`; a list takes part element by element, against a scalar or a series. */
export const combine = (sign: string, left: Value, right: Value): Value | null => {
  const operate = operations[sign]
  if (operate === undefined) return null
  if (left.kind === 'list' || right.kind === 'list') {
    const [list, single, flipped] = left.kind === 'list' ? [left, right, false] : [right, left, true]
    if (list.kind !== 'list' || single.kind === 'list') return null
    const parts = list.list.map((one) =>
      flipped ? combine(sign, single, series(one)) : combine(sign, series(one), single),
    )
    return { kind: 'list', list: parts.flatMap((part) => (part?.kind === 'series' ? [part.series] : [])) }
  }
  if (left.kind === 'scalar' && right.kind === 'scalar') return scalar(operate(left.value, right.value))
  if (left.kind === 'scalar' && right.kind === 'series')
    return series(mapValues(right.series, (value) => operate(left.value, value)))
  if (left.kind === 'series' && right.kind === 'scalar')
    return series(mapValues(left.series, (value) => operate(value, right.value)))
  if (left.kind === 'series' && right.kind === 'series')
    return series(zip(left.series, right.series, operate))
  return null
}
