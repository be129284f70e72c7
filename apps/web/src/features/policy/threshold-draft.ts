import type { MetricId, Threshold } from '@lockstep/shared-types/measurement'
import { limitText, metricUnitOf, metricWord } from '../../vocabulary/metric-words.ts'
import type { Entry } from './changes.ts'
import type { FieldErrors } from './field-errors.ts'
import { readLimit } from './read-field.ts'

/** A threshold while it is edited: the limit as it was typed. */
export type ThresholdRow = Omit<Threshold, 'limit'> & { readonly key: string; readonly limit: string }

const keyOf = ({ metric, level, comparison }: Omit<Threshold, 'limit'>): string =>
  `${metric} ${level} ${comparison}`

export const toRows = (thresholds: readonly Threshold[]): readonly ThresholdRow[] =>
  thresholds.map((threshold, index) => ({
    ...threshold,
    key: `${keyOf(threshold)} ${index}`,
    limit: String(threshold.limit),
  }))

/** Few hosts are worse than many; of all else there can be too much. */
export const usualSide = (metric: MetricId): Threshold['comparison'] =>
  metric === 'healthy-hosts' ? 'below' : 'above'

/** The thresholds of the rows that can be read. */
export const toThresholds = (rows: readonly ThresholdRow[]): Threshold[] =>
  rows.flatMap(({ metric, level, comparison, limit }) => {
    const { value } = readLimit(limit, metric)
    return value === null ? [] : [{ metric, level, comparison, limit: value }]
  })

/** What is wrong, by path such as `0.limit`: the rules of the server, said before it is asked. */
export const checkRows = (rows: readonly ThresholdRow[]): FieldErrors => {
  const errors = new Map<string, string>()
  rows.forEach((row, index) => {
    const { error } = readLimit(row.limit, row.metric)
    const beyond = neverWarnsFirst(rows, row)
    const limit = error ?? beyond
    if (limit !== null) errors.set(`${index}.limit`, limit)
    const first = rows.findIndex((other) => keyOf(other) === keyOf(row))
    if (first < index)
      errors.set(
        `${index}.level`,
        `${metricWord[row.metric]} has a ${row.level} limit ${row.comparison} a value already.`,
      )
  })
  return errors
}

const neverWarnsFirst = (rows: readonly ThresholdRow[], row: ThresholdRow): string | null => {
  if (row.level !== 'warning') return null
  const critical = rows.find(
    (other) =>
      other.level === 'critical' && other.metric === row.metric && other.comparison === row.comparison,
  )
  const warnAt = readLimit(row.limit, row.metric).value
  const criticalAt = critical === undefined ? null : readLimit(critical.limit, critical.metric).value
  if (warnAt === null || criticalAt === null) return null
  const isBeyond = row.comparison === 'above' ? warnAt > criticalAt : warnAt < criticalAt
  return isBeyond
    ? `The warning lies beyond the critical limit of ${limitText(criticalAt, metricUnitOf[row.metric])}: it would never warn first.`
    : null
}

/** What was in force before for the same metric, level and side; null for something new. */
export const limitBefore = (base: readonly Threshold[], row: ThresholdRow): number | null =>
  base.find((threshold) => keyOf(threshold) === keyOf(row))?.limit ?? null

/** Each threshold in words, for a list of what changed. */
export const thresholdEntries = (thresholds: readonly Threshold[]): readonly Entry[] =>
  thresholds.map(({ metric, level, comparison, limit }) => ({
    label: `${metricWord[metric]}, ${level}${comparison === usualSide(metric) ? '' : ` ${comparison}`}`,
    value: `${comparison} ${limitText(limit, metricUnitOf[metric])}`,
  }))

/** What I changed, on top of what is in force now: theirs stays where I changed nothing. */
export const redoThresholds = (
  base: readonly Threshold[],
  mine: readonly Threshold[],
  theirs: readonly Threshold[],
): readonly Threshold[] => {
  const find = (list: readonly Threshold[], key: string) => list.find((one) => keyOf(one) === key)
  const keys = [...new Set([...theirs, ...mine].map(keyOf))]
  return keys.flatMap((key) => {
    const changedByMe = find(base, key)?.limit !== find(mine, key)?.limit
    return (changedByMe ? find(mine, key) : find(theirs, key)) ?? []
  })
}
