import type { Comparison } from '@lockstep/shared-types/decision'
import type { ComparisonMemory, Counts } from './comparison-memory.ts'
import { estimatedRate, isAlone, meanEvidence, noiseRate, requestsNeeded } from './error-evidence.ts'
import { slowerByShare } from './latency-evidence.ts'
import { percentWords } from './words.ts'

/** Chance of a false alarm in a stage, however often it is looked at. */
export const falseAlarmChance = 0.001
const enough = 1 / falseAlarmChance
/** Fewer failures than this are an anecdote, whatever the odds. */
const fewestErrors = 5
/** Periods with a p95 after which a slower candidate would have shown. */
const latencyPeriodsNeeded = 20

/** What the memory says of the candidate: worse, as good as can be told, or not enough seen. Null before the first request. */
export function compare(memory: ComparisonMemory): Comparison | null {
  const { baseline, candidate, latency, since } = memory
  if (since === null || candidate.requests === 0) return null
  const errors = meanEvidence(memory.errorEvidence)
  const slowness = meanEvidence(latency.evidence)
  const share = candidate.requests / (candidate.requests + baseline.requests)
  const yardstick = isAlone(share) ? memory.reference : baseline
  const needed =
    yardstick.requests === 0 ? null : requestsNeeded(estimatedRate(yardstick), share, falseAlarmChance)
  const failsMore =
    errors >= enough && candidate.errors >= fewestErrors && candidate.errors / candidate.requests >= noiseRate
  const slower = slowness >= enough
  const seenEnough =
    needed !== null && candidate.requests >= needed && latency.periods >= latencyPeriodsNeeded
  return {
    verdict: failsMore || slower ? 'fail' : seenEnough ? 'pass' : 'inconclusive',
    sentence: sentenceOf({ memory, yardstick, failsMore, slower, seenEnough, needed }),
    errors: {
      baseline: { requests: yardstick.requests, errors: yardstick.errors },
      candidate: { ...candidate },
      evidence: errors,
      requestsNeeded: needed,
    },
    latency:
      latency.periods === 0
        ? null
        : {
            baseline: latency.baselineSum / latency.periods,
            candidate: latency.candidateSum / latency.periods,
            periods: latency.periods,
            evidence: slowness,
          },
    since,
  }
}

/** Whether every compared value of the candidate is better than the baseline's; no failure at all in both is as good as it gets. */
export function isBetter({ errors, latency }: Comparison): boolean {
  if (errors === null || latency === null) return false
  const rate = ({ requests, errors: failed }: Counts) => (requests === 0 ? 0 : failed / requests)
  const none = errors.baseline.errors === 0 && errors.candidate.errors === 0
  return (none || rate(errors.candidate) < rate(errors.baseline)) && latency.candidate < latency.baseline
}

function sentenceOf(found: {
  readonly memory: ComparisonMemory
  readonly yardstick: Counts
  readonly failsMore: boolean
  readonly slower: boolean
  readonly seenEnough: boolean
  readonly needed: number | null
}): string {
  const { memory, yardstick, failsMore, slower, seenEnough, needed } = found
  const { candidate, latency } = memory
  const rates = `${words(candidate)} fail with the candidate, ${words(yardstick)} with the baseline`
  const slowness = `p95 is more than ${slowerByShare * 100} % above the baseline in too many periods (${mean(latency.candidateSum, latency.periods)} ms against ${mean(latency.baselineSum, latency.periods)} ms)`
  if (failsMore && slower) return `The candidate is worse: ${rates}, and its ${slowness}.`
  if (failsMore) return `The candidate is worse: ${rates}.`
  if (slower) return `The candidate is slower: its ${slowness}.`
  if (seenEnough) return `No sign that the candidate is worse: ${rates}.`
  if (needed === null) return 'Not enough seen: the baseline has no measurements to compare with.'
  if (candidate.requests < needed)
    return `Not enough seen: ${count(candidate.requests)} of about ${count(needed)} requests of the candidate after which a doubled error rate would show.`
  return `Not enough seen: ${latency.periods} of ${latencyPeriodsNeeded} periods with latencies of both.`
}

const count = (value: number): string => Math.round(value).toLocaleString('en-US')
const mean = (sum: number, periods: number): string => count(sum / Math.max(1, periods))
const words = ({ requests, errors }: Counts): string =>
  `${count(errors)} of ${count(requests)} requests (${percentWords(requests === 0 ? 0 : (errors / requests) * 100)})`
