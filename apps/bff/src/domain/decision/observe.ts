import { addErrors, addErrorsAgainstRate, isAlone } from './error-evidence.ts'
import { addLatency, isSlower } from './latency-evidence.ts'
import type { BaselineReference, ComparisonMemory, Counts } from './comparison-memory.ts'
import type { DecisionInputs, VariantPeriod } from './variant-window.ts'

/** Fewer periods of the baseline say too little to judge the candidate by, once the baseline has no traffic. */
const referencePeriods = 10

/**
 * Takes the periods that are new into the memory. The newest period, and more where CloudWatch is late, is left for a later
 * look: CloudWatch may still add to it. A period without requests of the candidate says nothing about it.
 */
export function observe(
  memory: ComparisonMemory,
  {
    baseline,
    candidate,
    now,
  }: Pick<DecisionInputs, 'baseline' | 'candidate'> & Partial<Pick<DecisionInputs, 'now'>>,
): ComparisonMemory {
  const newest = candidate?.newestAt ?? baseline?.newestAt ?? null
  if (newest === null) return memory
  // The clock was ahead when the stage began and was set back: without this nothing would count until it is there again.
  if (isAhead(memory.countedUntil, now)) return { ...memory, countedUntil: newest }
  const until = settledUntil(newest, (candidate ?? baseline)?.periodSeconds ?? 60, now)
  const ofBaseline = byTime(baseline?.periods ?? [])
  const ofCandidate = byTime(candidate?.periods ?? [])
  const times = [...new Set([...ofBaseline.keys(), ...ofCandidate.keys()])]
    .filter((at) => at < until && (memory.countedUntil === null || at > memory.countedUntil))
    .toSorted()
  return times.reduce(
    (seen, at) => observePeriod(seen, at, ofBaseline.get(at) ?? null, ofCandidate.get(at) ?? null),
    memory,
  )
}

const latestMilliseconds = 180_000

/**
 * Begin of the first period that is not counted yet. Where the newest is more than a period old CloudWatch is late, and may
 * add to whatever ended within the last three minutes: errors that come in after their requests must not be missed.
 */
function settledUntil(newest: string, periodSeconds: number, now: Date | undefined): string {
  const period = periodSeconds * 1000
  if (now === undefined || now.getTime() - Date.parse(newest) < 2 * period) return newest
  const settled = new Date(now.getTime() - latestMilliseconds - period + 1).toISOString()
  return settled < newest ? settled : newest
}

/** Two replicas' clocks may differ by less. */
const aheadMilliseconds = 300_000

const isAhead = (until: string | null, now: Date | undefined): boolean =>
  until !== null && now !== undefined && Date.parse(until) - now.getTime() > aheadMilliseconds

const byTime = (periods: readonly VariantPeriod[]): Map<string, VariantPeriod> =>
  new Map(periods.map((period) => [period.at, period]))

function observePeriod(
  memory: ComparisonMemory,
  at: string,
  baseline: VariantPeriod | null,
  candidate: VariantPeriod | null,
): ComparisonMemory {
  const ofBaseline = countsOf(baseline)
  const ofCandidate = countsOf(candidate)
  const reference = addReference(memory.reference, ofBaseline, baseline?.p95 ?? null)
  if (ofCandidate.requests === 0) return { ...memory, countedUntil: at, reference }
  const alone = isAlone(ofCandidate.requests / (ofCandidate.requests + ofBaseline.requests))
  return {
    countedUntil: at,
    since: memory.since ?? at,
    reference,
    baseline: add(memory.baseline, ofBaseline),
    candidate: add(memory.candidate, ofCandidate),
    errorEvidence:
      alone && memory.reference.periods >= referencePeriods
        ? addErrorsAgainstRate(memory.errorEvidence, memory.reference, ofCandidate)
        : addErrors(memory.errorEvidence, memory.reference, { baseline: ofBaseline, candidate: ofCandidate }),
    latency: addP95(memory, alone ? null : (baseline?.p95 ?? null), candidate?.p95 ?? null),
  }
}

function addP95(
  { latency, reference }: ComparisonMemory,
  concurrent: number | null,
  candidate: number | null,
): ComparisonMemory['latency'] {
  const earlier = reference.periods >= referencePeriods ? reference.p95Sum / reference.periods : null
  const baseline = concurrent ?? earlier
  if (baseline === null || candidate === null) return latency
  return {
    periods: latency.periods + 1,
    baselineSum: latency.baselineSum + baseline,
    candidateSum: latency.candidateSum + candidate,
    evidence: addLatency(latency.evidence, isSlower(candidate, baseline)),
  }
}

const countsOf = (period: VariantPeriod | null): Counts => {
  const requests = Math.round(period?.requests ?? 0)
  return { requests, errors: Math.min(requests, Math.round(period?.errors ?? 0)) }
}
const add = (a: Counts, b: Counts): Counts => ({
  requests: a.requests + b.requests,
  errors: a.errors + b.errors,
})
const addReference = (
  reference: BaselineReference,
  counts: Counts,
  p95: number | null,
): BaselineReference => ({
  ...add(reference, counts),
  p95Sum: reference.p95Sum + (p95 ?? 0),
  periods: reference.periods + (p95 === null ? 0 : 1),
})
