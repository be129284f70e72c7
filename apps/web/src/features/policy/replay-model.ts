import type { MeasurementSeries, Marker, MetricId, Threshold } from '@lockstep/shared-types/measurement'
import type { ReplayChange, ReplayOutcome, RolloutPolicy } from '@lockstep/shared-types/policy'
import { decisionLook } from '../../vocabulary/rollout/decision-look.ts'

/** A matrix row's limits as lines for a chart: what takes traffic off is critical, the rest a warning. */
export const matrixLimits = (matrix: RolloutPolicy['matrix']): readonly Threshold[] =>
  matrix.flatMap(({ severity, when }) =>
    when.flatMap((condition): Threshold[] => {
      if (condition.kind !== 'metric') return []
      const { metric, comparison, limit } = condition
      const level = severity === 'critical' || severity === 'high' ? 'critical' : 'warning'
      return [{ metric, level, comparison, limit }]
    }),
  )

/** How far beyond its limit a metric went at the worst: 1 is at the limit. */
const worstShare = (
  { points }: Pick<MeasurementSeries, 'points'>,
  { comparison, limit }: Threshold,
): number => {
  const values = points.flatMap(({ value }) => value ?? [])
  if (values.length === 0) return 0
  if (comparison === 'above') return limit <= 0 ? 0 : Math.max(...values) / limit
  const least = Math.min(...values)
  return least <= 0 ? Number.MAX_VALUE : limit / least
}

/** The metric that went farthest beyond any of its limits, or came nearest to one; null when none has a limit. */
export const worstMetric = (
  series: readonly MeasurementSeries[],
  limits: readonly Threshold[],
): MetricId | null => {
  const shares = series.flatMap((one) =>
    limits
      .filter(({ metric }) => metric === one.metric)
      .map((limit) => ({ metric: one.metric, share: worstShare(one, limit) })),
  )
  return shares.toSorted((a, b) => b.share - a.share)[0]?.metric ?? null
}

const isAct = ({ decision }: ReplayChange): boolean => decision !== 'continue' && decision !== 'monitor'

/** What would have been done, without going on and keeping an eye on it. */
export const actsOf = ({ changes }: Pick<ReplayOutcome, 'changes'>): readonly ReplayChange[] =>
  changes.filter(isAct)

/** Marks for a chart where something would have been done. */
export const replayMarkers = (outcome: Pick<ReplayOutcome, 'changes'>): readonly Marker[] =>
  actsOf(outcome).map(({ at, decision }) => ({
    releaseId: 'replay',
    at,
    kind: 'decision',
    label: decisionLook[decision].word,
  }))

/** `Measurements for 96 % of the time.`, rounded down: 100 % is said only when nothing is missing. */
export const coverageText = (coverage: number): string =>
  coverage === 1
    ? 'Measured all the time.'
    : coverage === 0
      ? 'Nothing was measured in this time, so this says nothing.'
      : `Measured for ${Math.floor(coverage * 100)} % of the time; what is missing counts as it would have, the rollout is held.`

/** Whether both would have done the same at the same times. */
export const isSame = (a: ReplayOutcome, b: ReplayOutcome): boolean =>
  JSON.stringify(a.changes.map(({ at, decision }) => [at, decision])) ===
  JSON.stringify(b.changes.map(({ at, decision }) => [at, decision]))
