import {
  decisionIds,
  severities,
  type MatrixCondition,
  type MatrixRow,
} from '@lockstep/shared-types/decision'
import type { MetricsConfig } from '../metrics-config.ts'
import { limitError, metricError, passedEarlier, tooLong } from './check-limit.ts'
import type { FieldError } from './field-error.ts'

/**
 * Rows stand the hardest first, because the first that applies decides: a harder one must not decide more softly, nor
 * apply to values to which a softer one does not. So worse numbers never decide more mildly. Paths begin with the row's index.
 */
export function checkMatrix(matrix: readonly MatrixRow[], metrics: MetricsConfig): FieldError[] {
  return matrix.flatMap((row, index) => [
    ...orderErrors(row, matrix[index - 1]).map(({ path, message }) => ({
      path: `${index}.${path}`,
      message,
    })),
    ...tooLong(`${index}.withinSeconds`, row.withinSeconds, longestDays),
    ...row.when.flatMap((condition, position) =>
      conditionErrors(condition, matrix.slice(index + 1), metrics).map(({ path, message }) => ({
        path: `${index}.when.${position}.${path}`,
        message,
      })),
    ),
  ])
}

const longestDays = 30

function orderErrors(row: MatrixRow, harder: MatrixRow | undefined): FieldError[] {
  if (harder === undefined) return []
  const severity = severities.indexOf(row.severity) > severities.indexOf(harder.severity)
  const decision = decisionIds.indexOf(row.decision) > decisionIds.indexOf(harder.decision)
  return [
    ...(severity
      ? [{ path: 'severity', message: `${row.severity} must stand before ${harder.severity}` }]
      : []),
    ...(decision
      ? [
          {
            path: 'decision',
            message: `${row.decision} is harder than ${harder.decision} of the row before, which goes first`,
          },
        ]
      : []),
  ]
}

type MetricCondition = Extract<MatrixCondition, { kind: 'metric' }>

function conditionErrors(
  condition: MatrixCondition,
  softer: readonly MatrixRow[],
  metrics: MetricsConfig,
): FieldError[] {
  if (condition.kind !== 'metric') return []
  const { metric, comparison, limit } = condition
  const at = (path: string, message: string | null): FieldError[] =>
    message === null ? [] : [{ path, message }]
  const overtaken = softer.flatMap((row) => {
    const other = row.when.find(
      (one): one is MetricCondition =>
        one.kind === 'metric' && one.metric === metric && one.comparison === comparison,
    )
    return other !== undefined && passedEarlier(comparison, limit, other.limit)
      ? [
          `${metric} ${comparison} ${limit} would decide before ${comparison} ${other.limit} of ${row.severity}`,
        ]
      : []
  })
  return [
    ...at('metric', metricError(metric, metrics)),
    ...at('limit', limitError(metric, limit)),
    ...at('limit', overtaken[0] ?? null),
  ]
}
