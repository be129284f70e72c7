import type { MetricId } from '@lockstep/shared-types/measurement'
import { metricUnitOf } from '../../vocabulary/metric-words.ts'

/** What was typed, or why it cannot be taken. */
export type Read<Value> =
  | { readonly value: Value; readonly error: null }
  | { readonly value: null; readonly error: string }

const good = <Value>(value: Value): Read<Value> => ({ value, error: null })
const bad = (error: string): Read<never> => ({ value: null, error })

const longestMilliseconds = 3_600_000
const largestCount = 1_000_000_000

/** A decimal number, with a point or a comma. */
export const readNumber = (text: string): Read<number> => {
  const typed = text.trim().replace(',', '.')
  if (typed === '') return bad('A number is missing.')
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(typed)) return bad(`“${text.trim()}” is not a number.`)
  return good(Number(typed))
}

/** A limit of a metric, in its unit. */
export const readLimit = (text: string, metric: MetricId): Read<number> => {
  const read = readNumber(text)
  if (read.value === null) return read
  if (read.value < 0) return bad('A limit is 0 or more.')
  switch (metricUnitOf[metric]) {
    case 'percent':
      return read.value > 100 ? bad('A percentage is at most 100.') : read
    case 'milliseconds':
      return read.value > longestMilliseconds ? bad('At most an hour, 3,600,000 ms.') : read
    case 'count':
      return read.value > largestCount ? bad('At most 1,000,000,000.') : read
  }
}

const seconds = { s: 1, min: 60, m: 60, h: 3600, d: 86_400, w: 604_800 } as const

/** `90 s`, `30 min`, `24h`, `1 d 12 h`, in seconds; `0` is none. */
export const readDuration = (text: string): Read<number> => {
  const typed = text.trim().toLowerCase()
  if (typed === '') return bad('A time is missing.')
  if (typed === '0') return good(0)
  const parts = [...typed.matchAll(/(\d+)\s*(s|min|m|h|d|w)(?![a-z])\s*/g)]
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== typed)
    return bad(`“${text.trim()}” is not a time; write 30 min, 24 h or 7 d.`)
  return good(
    parts.reduce((sum, [, count, unit]) => sum + Number(count) * seconds[unit as keyof typeof seconds], 0),
  )
}

/** The shortest text that reads as exactly these seconds: `7 d`, `1 h 30 min`. */
export const writeDuration = (total: number): string => {
  if (total === 0) return '0'
  const units = [
    ['d', 86_400],
    ['h', 3600],
    ['min', 60],
    ['s', 1],
  ] as const
  let rest = total
  return units
    .flatMap(([unit, size]) => {
      const count = Math.floor(rest / size)
      rest -= count * size
      return count === 0 ? [] : [`${count} ${unit}`]
    })
    .join(' ')
}
