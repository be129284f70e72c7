import type { Clock } from '../../domain/clock.ts'
import { environmentKey, type Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import { lastWhole, periodOf } from './measurement-window.ts'
import type { MeasuredSeries, MeasurementWindow, MetricSelection, ReadMetrics } from './ports.ts'

export type MeasurementRead = {
  readonly window: MeasurementWindow
  readonly reading: Reading<readonly MeasuredSeries[]> | undefined
}

/** Reads what the monitor does not keep, when somebody asks for it. */
export type MeasurementReads = (
  environment: Environment,
  hours: number,
  selection: MetricSelection,
) => Promise<MeasurementRead>

type Kept = { readonly read: Promise<MeasurementRead>; readonly at: number }

const keptMilliseconds = 60_000
/** A clock that was set back must not keep what was read in its future. */
const isFresh = (age: number): boolean => age >= 0 && age < keptMilliseconds

/**
 * Windows of any length, read when they are asked for. However many ask, each window of an environment is read at most
 * once a minute; a read that AWS refused counts as one.
 */
export function createMeasurementReads(deps: {
  readonly readMetrics: ReadMetrics
  readonly clock: Clock
}): MeasurementReads {
  const { readMetrics, clock } = deps
  const kept = new Map<string, Kept>()
  return (environment, hours, selection) => {
    const now = clock.now()
    for (const [key, { at }] of kept) if (!isFresh(now.getTime() - at)) kept.delete(key)
    const key = `${environmentKey(environment)} ${hours} ${selection}`
    const known = kept.get(key)
    if (known !== undefined) return known.read
    const window = lastWhole(now, hours * 3600, periodOf(hours))
    const read = readMetrics([environment], window, selection).then(([reading]) => ({ window, reading }))
    const keep: Kept = { read, at: now.getTime() }
    kept.set(key, keep)
    // A defect is no answer: who asks next tries anew.
    void read.catch(() => kept.get(key) === keep && kept.delete(key))
    return read
  }
}
