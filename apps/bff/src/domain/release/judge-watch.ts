import type { ThresholdResult } from '../decision/evaluate-thresholds.ts'
import type { Unjudged } from '../decision/why-missing.ts'
import { span } from '../drift/words.ts'

export type WatchVerdict = {
  readonly verdict: 'pass' | 'fail' | 'inconclusive'
  readonly sentence: string
  /** What of the critical limits nobody could see although it should be there, in a sentence; null when all was seen. */
  readonly unseen: string | null
  /** What else was not judged, such as for want of requests, in a sentence; null when there is nothing. */
  readonly notJudged: string | null
  /** Numbers that may still come in are missing: another look may tell. */
  readonly mayStillCome: boolean
}

/** What the thresholds say of the watch window. Only a critical breach fails it; a missing value is not good news. */
export function judgeWatch(results: readonly ThresholdResult[]): WatchVerdict {
  const breached = results.filter((result) => result.verdict === 'fail')
  const critical = breached.filter((result) => result.threshold.level === 'critical')
  const missing = results.flatMap(({ unjudged, ...result }) =>
    unjudged === null ? [] : [{ ...result, unjudged }],
  )
  const isUnseen = ({ threshold, unjudged }: (typeof missing)[number]) =>
    threshold.level === 'critical' && ['unreadable', 'not-reported'].includes(unjudged.why)
  const unseen = sentenceOf(missing.filter(isUnseen))
  const notJudged = sentenceOf(missing.filter((one) => !isUnseen(one)))
  const mayStillCome = missing.some(({ unjudged }) => unjudged.why !== 'few-requests')
  const told = { unseen, notJudged, mayStillCome }
  if (critical.length > 0) return { verdict: 'fail', sentence: `${critical.map(words).join('; ')}.`, ...told }
  const warnings = breached.length > 0 ? ` Warning: ${breached.map(words).join('; ')}.` : ''
  if (results.length === 0)
    return { verdict: 'inconclusive', sentence: 'No thresholds are declared.', ...told }
  if (missing.length > 0) {
    const why = [unseen, notJudged].filter(Boolean).join(' ')
    return { verdict: 'inconclusive', sentence: `Inconclusive: ${why}${warnings}`, ...told }
  }
  return { verdict: 'pass', sentence: `All thresholds hold.${warnings}`, ...told }
}

const words = ({ metric, value, threshold, part }: ThresholdResult): string => {
  const when = part === null ? '' : ` in the ${span(part.seconds)} from ${part.from.slice(11, 16)} UTC`
  return `${metric} is ${value === null ? 'not known' : Number(value.toFixed(2))}${when}, ${threshold.comparison} the ${threshold.level} limit of ${threshold.limit}`
}

/** One sentence for each reason, with the metrics that it holds for; null without any. */
function sentenceOf(
  missing: readonly { readonly metric: string; readonly unjudged: Unjudged }[],
): string | null {
  const byReason = Map.groupBy(missing, ({ unjudged }) => JSON.stringify(unjudged))
  const sentences = [...byReason.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const metrics = [...new Set(group.map(({ metric }) => metric))].join(', ')
    return [reasonWords(metrics, first.unjudged)]
  })
  return sentences.length === 0 ? null : sentences.join(' ')
}

function reasonWords(metrics: string, unjudged: Unjudged): string {
  switch (unjudged.why) {
    case 'unreadable':
      return `${metrics} could not be read: ${unjudged.reason}`
    case 'no-requests':
      return `No requests came, so that there is nothing to tell of ${metrics}.`
    case 'few-requests':
      return `${metrics} is beyond its limit, with too few requests to tell it from chance.`
    case 'too-early':
      return `There are no values of ${metrics} yet.`
    case 'not-reported':
      return `CloudWatch reports no values of ${metrics}.`
  }
}
