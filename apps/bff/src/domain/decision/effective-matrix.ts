import type { MatrixRow } from '@lockstep/shared-types/decision'
import type { Threshold } from '@lockstep/shared-types/measurement'

/**
 * The matrix with the thresholds as further, softer rows: beyond a critical limit a rollout pauses for a person,
 * beyond a warning it is watched. The matrix' own rows come first, so that a harder decision always wins.
 */
export function effectiveMatrix(
  matrix: readonly MatrixRow[],
  thresholds: readonly Threshold[],
): readonly MatrixRow[] {
  return [
    ...matrix,
    ...rowOf(thresholds, 'critical', 'medium', 'pause'),
    ...rowOf(thresholds, 'warning', 'low', 'monitor'),
  ].toSorted((a, b) => hardness[b.decision] - hardness[a.decision])
}

const hardness = { continue: 0, monitor: 1, pause: 2, 'previous-stage': 3, 'rollback-to-zero': 4 } as const

function rowOf(
  thresholds: readonly Threshold[],
  level: Threshold['level'],
  severity: MatrixRow['severity'],
  decision: MatrixRow['decision'],
): MatrixRow[] {
  const when = thresholds
    .filter((threshold) => threshold.level === level)
    .map(({ metric, comparison, limit }) => ({ kind: 'metric' as const, metric, comparison, limit }))
  return when.length === 0 ? [] : [{ severity, when, decision, withinSeconds: null, automatic: true }]
}
