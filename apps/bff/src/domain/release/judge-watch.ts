import type { ThresholdResult } from '../decision/evaluate-thresholds.ts'

export type WatchVerdict = {
  readonly verdict: 'pass' | 'fail' | 'inconclusive'
  readonly sentence: string
}

/** What the thresholds say of the watch window. Only a critical breach fails it; a missing value is not good news. */
export function judgeWatch(results: readonly ThresholdResult[]): WatchVerdict {
  const breached = results.filter((result) => result.verdict === 'fail')
  const critical = breached.filter((result) => result.threshold.level === 'critical')
  if (critical.length > 0) return { verdict: 'fail', sentence: `${critical.map(words).join('; ')}.` }
  const missing = results.filter((result) => result.verdict === 'inconclusive')
  const warnings = breached.length > 0 ? ` Warning: ${breached.map(words).join('; ')}.` : ''
  if (results.length === 0) return { verdict: 'inconclusive', sentence: 'No thresholds are declared.' }
  if (missing.length > 0) {
    const metrics = [...new Set(missing.map((result) => result.metric))].join(', ')
    return { verdict: 'inconclusive', sentence: `Inconclusive: no values of ${metrics} yet.${warnings}` }
  }
  return { verdict: 'pass', sentence: `All thresholds hold.${warnings}` }
}

const words = ({ metric, value, threshold }: ThresholdResult): string =>
  `${metric} is ${value === null ? 'not known' : Number(value.toFixed(2))}, ${threshold.comparison} the ${threshold.level} limit of ${threshold.limit}`
