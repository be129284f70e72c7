import type {
  Comparison,
  DecisionId,
  DecisionMeasurement,
  MatrixCondition,
  MatrixRow,
  Severity,
} from '@lockstep/shared-types/decision'
import type { Verdict } from '@lockstep/shared-types/measurement'
import type { RolloutPolicy } from '@lockstep/shared-types/policy'
import { span } from '../drift/words.ts'
import { onlyRequests, requestsToSay } from './few-requests.ts'
import { baselineMeasurement, judgeMetric, type JudgedMetric } from './judge-metric.ts'
import type { DecisionInputs } from './variant-window.ts'
import { capital, decisionWords, metricWords, valueWords } from './words.ts'

/** What the decision matrix says of one moment. */
export type Outcome = {
  readonly decision: DecisionId
  readonly severity: Severity | null
  /** `pass`: the rollout may widen; `fail`: a row of the matrix applies; `inconclusive`: too little is known. */
  readonly verdict: Verdict
  readonly sentence: string
  /** What of the row that applies holds, in words that go on; empty when none does. */
  readonly because: string
  readonly measurements: readonly DecisionMeasurement[]
  readonly withinSeconds: number | null
  readonly automatic: boolean
  /** A row could not be judged because measurements are missing, whatever another row says. */
  readonly isMissing: boolean
  /** Something may be bad, by too few requests to say so: nothing is held against it, and it gets no wider by that. */
  readonly isThin: boolean
}

type Answer = 'holds' | 'fails' | 'unknown'
type Judged = {
  readonly answer: Answer
  readonly words: string
  readonly metric: JudgedMetric | null
}
type JudgedRow = { readonly row: MatrixRow; readonly answer: Answer; readonly conditions: readonly Judged[] }

/**
 * Reads the decision matrix: the first row, the hardest first, of which a condition holds. Where a row that may hold
 * cannot be judged because measurements are missing, the rollout is held: missing numbers are never good news.
 */
export function decide(
  { matrix }: Pick<RolloutPolicy, 'matrix'>,
  inputs: DecisionInputs,
  comparison: Comparison | null,
): Outcome {
  const rows = matrix.map((row) => judgeRow(row, inputs, comparison))
  const measurements = measurementsOf(rows, inputs)
  const applies = rows.find(({ answer }) => answer === 'holds')
  const unknown = rows.filter(({ answer }) => answer === 'unknown')
  const few = fewOf(rows)
  const rest = { measurements, isThin: few.some(({ judgement }) => judgement === 'few-beyond') }
  if (applies !== undefined && (unknown.length === 0 || !isMild(applies.row.decision)))
    return { ...ofRow(applies), ...rest, isMissing: unknown.length > 0 }
  if (unknown.length > 0) return { ...ofMissing(unknown, inputs), ...rest, isMissing: true }
  return {
    decision: 'continue',
    severity: null,
    verdict: 'pass',
    sentence:
      matrix.length === 0
        ? 'No decision matrix is declared.'
        : ['No row of the decision matrix applies.', ...few.map(fewWords)].join(' '),
    because: '',
    ...rest,
    withinSeconds: null,
    automatic: true,
    isMissing: false,
  }
}

/** What the rows that stop a rollout could not judge for want of requests, each metric once. */
function fewOf(rows: readonly JudgedRow[]): JudgedMetric[] {
  const few = rows
    .filter(({ row }) => !isMild(row.decision))
    .flatMap(({ conditions }) => conditions.flatMap(({ metric }) => metric ?? []))
    .filter(({ judgement }) => judgement === 'few' || judgement === 'few-beyond')
  const worstFirst = few.toSorted((a, b) => b.judgement.length - a.judgement.length)
  const metrics = new Set(worstFirst.map(({ measurement }) => measurement.metric))
  return [...metrics].flatMap(
    (metric) => worstFirst.find(({ measurement }) => measurement.metric === metric) ?? [],
  )
}

function fewWords({ judgement, measurement: { metric, value, requests } }: JudgedMetric): string {
  const is = value === null ? '' : `, ${valueWords(metric, value)}`
  const waits = judgement === 'few-beyond' ? '; it is not widened before that is known' : ''
  return `${capital(onlyRequests(requests ?? 0))} too few to judge ${metricWords[metric]}${is}: it takes ${requestsToSay(metric)}${waits}.`
}

/** Decisions under which a rollout goes on. */
export const isMild = (decision: DecisionId): boolean => decision === 'continue' || decision === 'monitor'

function ofRow({ row, conditions }: JudgedRow): Omit<Outcome, 'measurements' | 'isMissing' | 'isThin'> {
  const holding = conditions.filter(({ answer }) => answer === 'holds').map(({ words }) => words)
  const because = holding.join('; ')
  return {
    decision: row.decision,
    severity: row.severity,
    verdict: isMild(row.decision) ? 'pass' : 'fail',
    sentence: `${capital(because)} (${row.severity}): ${decisionWords[row.decision]}.`,
    because,
    withinSeconds: row.withinSeconds,
    automatic: row.automatic,
  }
}

function ofMissing(
  unknown: readonly JudgedRow[],
  inputs: DecisionInputs,
): Omit<Outcome, 'measurements' | 'isMissing' | 'isThin'> {
  const what = unknown.flatMap(({ conditions }) =>
    conditions.filter(({ answer }) => answer === 'unknown').map(({ words }) => words),
  )
  const cause = inputs.unreadable === null ? '' : ` ${inputs.unreadable}`
  return {
    decision: 'pause',
    severity: null,
    verdict: 'inconclusive',
    sentence: `Inconclusive: ${[...new Set(what)].join(', ')}. The rollout is held.${cause}`,
    because: '',
    withinSeconds: null,
    automatic: true,
  }
}

function judgeRow(row: MatrixRow, inputs: DecisionInputs, comparison: Comparison | null): JudgedRow {
  const conditions = row.when.map((condition) => judgeCondition(condition, inputs, comparison))
  const answers = conditions.map(({ answer }) => answer)
  return {
    row,
    conditions,
    answer: answers.includes('holds') ? 'holds' : answers.includes('unknown') ? 'unknown' : 'fails',
  }
}

function judgeCondition(
  condition: MatrixCondition,
  inputs: DecisionInputs,
  comparison: Comparison | null,
): Judged {
  switch (condition.kind) {
    case 'metric': {
      const metric = judgeMetric(inputs, condition)
      const { value } = metric.measurement
      const name = metricWords[condition.metric]
      const limit = valueWords(condition.metric, condition.limit)
      if (metric.judgement === 'missing' || value === null)
        return { answer: 'unknown', words: `no current value of ${name}`, metric }
      const when = metric.lastSeconds === undefined ? '' : ` in the last ${span(metric.lastSeconds)}`
      const whose = metric.bySelf === true ? ' by answers of the load balancer itself' : ''
      const words = `${name} is ${valueWords(condition.metric, value)}${whose}${when}, ${condition.comparison} ${limit}`
      return { answer: metric.judgement === 'beyond' ? 'holds' : 'fails', words, metric }
    }
    case 'unavailable':
      return {
        answer: inputs.availability === 'down' ? 'holds' : inputs.availability === 'up' ? 'fails' : 'unknown',
        words:
          inputs.availability === 'down'
            ? 'the backend does not answer'
            : 'whether the backend answers is not known',
        metric: null,
      }
    case 'worse-than-baseline':
      // Thin traffic is no reason to hold: the gate of the stage waits for enough of it.
      return {
        answer: comparison?.verdict === 'fail' ? 'holds' : 'fails',
        words: (comparison?.sentence ?? '').replace(/\.$/, ''),
        metric: null,
      }
  }
}

/** Each metric once with the hardest limit that it broke, else with the lowest one, and the baseline's value beside it. */
function measurementsOf(rows: readonly JudgedRow[], inputs: DecisionInputs): DecisionMeasurement[] {
  const judged = rows.flatMap(({ conditions }) =>
    conditions.flatMap(({ metric }) => (metric === null ? [] : [metric])),
  )
  const metrics = [...new Set(judged.map(({ measurement }) => measurement.metric))]
  return metrics.flatMap((metric) => {
    const own = judged.filter(({ measurement }) => measurement.metric === metric)
    const told = own.find(({ judgement }) => judgement === 'beyond') ?? own.at(-1)
    const baseline = baselineMeasurement(inputs, metric)
    return [...(told === undefined ? [] : [told.measurement]), ...(baseline === null ? [] : [baseline])]
  })
}
