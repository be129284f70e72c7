import type { TimeSeries } from './query.ts'
import { scalar, series, type Value } from './expression-value.ts'

/** The moments that a query covers, for functions that put values where there are none. */
export type Moments = readonly number[]

const reduce = (values: readonly number[], name: string): number => {
  switch (name) {
    case 'SUM':
      return values.reduce((sum, value) => sum + value, 0)
    case 'AVG':
      return values.reduce((sum, value) => sum + value, 0) / values.length
    case 'MIN':
      return Math.min(...values)
    default:
      return Math.max(...values)
  }
}

/** Over one series: one number. Over several: a series, moment by moment. */
const aggregate = (name: string, argument: Value): Value => {
  if (argument.kind === 'scalar') return argument
  if (argument.kind === 'series') {
    const values = [...argument.series.values()]
    return values.length === 0 ? series(new Map()) : scalar(reduce(values, name))
  }
  const moments = [...new Set(argument.list.flatMap((one) => [...one.keys()]))].toSorted((a, b) => a - b)
  return series(
    new Map(
      moments.map((at) => {
        const values = argument.list.flatMap((one) => one.get(at) ?? [])
        return [at, reduce(values, name)] as const
      }),
    ),
  )
}

const fillOne = (of: TimeSeries, filling: number | 'REPEAT' | TimeSeries, moments: Moments): TimeSeries => {
  const filled: TimeSeries = new Map()
  let last: number | null = null
  for (const at of moments) {
    const known = of.get(at)
    const missing =
      filling === 'REPEAT' ? last : typeof filling === 'number' ? filling : (filling.get(at) ?? null)
    last = known ?? last
    const value = known ?? missing
    if (value !== null) filled.set(at, value)
  }
  return filled
}

const fill = (subject: Value, filling: Value | 'REPEAT', moments: Moments): Value | null => {
  if (filling !== 'REPEAT' && filling.kind === 'list') return null
  const by = filling === 'REPEAT' ? filling : filling.kind === 'scalar' ? filling.value : filling.series
  if (subject.kind === 'series') return series(fillOne(subject.series, by, moments))
  if (subject.kind === 'list')
    return { kind: 'list', list: subject.list.map((one) => fillOne(one, by, moments)) }
  return subject
}

const choose = (condition: Value, yes: Value, no: Value | undefined, moments: Moments): Value | null => {
  const at = (of: Value | undefined, moment: number): number | undefined =>
    of?.kind === 'scalar' ? of.value : of?.kind === 'series' ? of.series.get(moment) : undefined
  if (condition.kind === 'list') return null
  const result: TimeSeries = new Map()
  for (const moment of moments) {
    const holds = at(condition, moment)
    if (holds === undefined) continue
    const value = holds === 0 ? at(no, moment) : at(yes, moment)
    if (value !== undefined) result.set(moment, value)
  }
  return series(result)
}

/** Calls a metric math function; null when it is unknown or its arguments do not fit. */
export const callFunction = (
  name: string,
  parameters: readonly (Value | 'REPEAT')[],
  moments: Moments,
): Value | null => {
  const [first, second, third] = parameters
  if (first === undefined || first === 'REPEAT') return null
  switch (name) {
    case 'SUM':
    case 'AVG':
    case 'MIN':
    case 'MAX':
      return parameters.length === 1 ? aggregate(name, first) : null
    case 'FILL':
      return second === undefined ? null : fill(first, second, moments)
    case 'IF':
      return second === undefined || second === 'REPEAT' || third === 'REPEAT'
        ? null
        : choose(first, second, third, moments)
    case 'ABS':
      return first.kind === 'series'
        ? series(new Map([...first.series].map(([at, value]) => [at, Math.abs(value)])))
        : null
    default:
      return null
  }
}
