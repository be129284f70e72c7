import type { DriftCheck, DriftReport } from './drift.ts'
import type { DriftStatus } from './drift-status.ts'

/** What a look found, and when. */
type Seen = {
  readonly status: DriftStatus
  /** Since when the status holds. */
  readonly since: string | null
  readonly headline: string
  /** Null when nobody has looked yet. */
  readonly observedAt: string | null
}

/** What was never observed is not stale: it says itself that it is not known. */
export const isStale = (
  observedAt: string | null,
  staleAfterSeconds: number,
  nowMilliseconds: number,
): boolean => observedAt !== null && nowMilliseconds - Date.parse(observedAt) > staleAfterSeconds * 1000

/**
 * What is known now of what was seen then. A good result that is too old is none: it becomes `unknown`, and says so.
 * A `fail` stays: nothing says that it was mended.
 */
export function asOf<T extends Seen>(seen: T, staleAfterSeconds: number, nowMilliseconds: number): T {
  const { status, observedAt, headline } = seen
  if (observedAt === null || !isStale(observedAt, staleAfterSeconds, nowMilliseconds)) return seen
  if (status === 'fail' || status === 'unknown') return seen
  const since = new Date(Date.parse(observedAt) + staleAfterSeconds * 1000).toISOString()
  return { ...seen, status: 'unknown', since, headline: notSince(observedAt, headline) }
}

/** Says of a sentence that it was true at a time, and that nobody has looked since. */
const notSince = (observedAt: string, sentence: string): string =>
  `Nobody has looked since ${observedAt.slice(0, 10)} ${observedAt.slice(11, 16)} UTC. Then: ${sentence}`

/** A stored report as what is known now: when it is too old, nothing in it is `ok` or `warn` any more, and it says why. */
export function reportAsOf(
  report: DriftReport,
  staleAfterSeconds: number,
  nowMilliseconds: number,
): DriftReport {
  if (!isStale(report.observedAt, staleAfterSeconds, nowMilliseconds)) return report
  const aged = asOf(report, staleAfterSeconds, nowMilliseconds)
  const since = new Date(Date.parse(report.observedAt) + staleAfterSeconds * 1000).toISOString()
  const age = (check: DriftCheck): DriftCheck =>
    check.status === 'fail' || check.status === 'unknown'
      ? check
      : {
          ...check,
          status: 'unknown',
          since,
          sentence: notSince(report.observedAt, check.sentence),
          remedy: null,
        }
  // What helped against a warning of then may do harm now.
  const remedy = aged.status === report.status ? report.remedy : null
  return { ...aged, remedy, checks: report.checks.map(age) }
}
