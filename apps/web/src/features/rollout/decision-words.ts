import type { Comparison, Decision, DecisionMeasurement } from '@lockstep/shared-types/decision'
import { formatDuration } from '../../lib/format-duration.ts'
import { formatCount, formatMilliseconds, formatShare, plural } from '../../lib/format-number.ts'
import { metricText } from '../../vocabulary/metric-words.ts'

/** What came of the decision; null when there was nothing to do. */
export const effectText = ({ effect, actedAt, at, dueAt }: Decision): string | null => {
  switch (effect) {
    case 'acted': {
      if (actedAt === null) return 'Lockstep acts on it now.'
      const seconds = Math.max(0, Math.round((Date.parse(actedAt) - Date.parse(at)) / 1000))
      return `Lockstep did it, ${seconds < 1 ? 'at once' : `after ${formatDuration(seconds)}`}.`
    }
    case 'asks':
      return dueAt === null ? 'A person should look at it.' : 'A person must look at it in time.'
    case 'nothing':
      return null
  }
}

/** `within 5 min` of when it was made; null when nothing is due. */
export const withinText = ({ at, dueAt }: Pick<Decision, 'at' | 'dueAt'>): string | null =>
  dueAt === null ? null : `within ${formatDuration((Date.parse(dueAt) - Date.parse(at)) / 1000)}`

export const valueText = ({ value, unit }: DecisionMeasurement): string =>
  value === null ? 'not known' : metricText(value, unit)

/** `above 1 %`; a dash where there is no limit. */
export const limitText = ({ comparison, limit, unit }: DecisionMeasurement): string =>
  limit === null || comparison === null ? '–' : `${comparison} ${metricText(limit, unit)}`

/** What the comparison rests on: requests and errors of both, and how many it would take. */
export const sampleTexts = ({ errors, latency }: Comparison): readonly string[] => [
  ...(errors === null ? [] : errorTexts(errors)),
  ...(latency === null
    ? []
    : [
        `p95: candidate ${formatMilliseconds(latency.candidate)}, baseline ${formatMilliseconds(latency.baseline)}, over ${plural(latency.periods, 'period')}.`,
      ]),
]

const errorTexts = ({
  baseline,
  candidate,
  requestsNeeded,
}: NonNullable<Comparison['errors']>): readonly string[] => [
  `Errors: candidate ${ofText(candidate)}, baseline ${ofText(baseline)}.`,
  ...(requestsNeeded === null
    ? []
    : candidate.requests >= requestsNeeded
      ? [`Enough requests: a doubled error rate would have shown after ${formatCount(requestsNeeded)}.`]
      : [
          `Too few to tell yet: a doubled error rate shows after ${formatCount(requestsNeeded)} requests of the candidate.`,
        ]),
]

/** `12 of 4,000 requests (0.3 %)`. */
const ofText = ({ requests, errors }: { requests: number; errors: number }): string =>
  `${formatCount(errors)} of ${plural(requests, 'request')}${requests === 0 ? '' : ` (${formatShare((errors / requests) * 100)})`}`
