/**
 * What a comparison of baseline and candidate has seen so far. It is carried from look to look, so that every
 * period counts once, whenever Lockstep was restarted.
 */
export type ComparisonMemory = {
  /** The periods up to this one have been counted; null before the first. */
  readonly countedUntil: string | null
  readonly since: string | null
  readonly baseline: { readonly requests: number; readonly errors: number }
  readonly candidate: { readonly requests: number; readonly errors: number }
  /** Natural logarithm of the e-value of the error rates. */
  readonly errorEvidence: number
  /** Periods in which both had a p95, how often the candidate's was worse, the sums, and the e-value's logarithm. */
  readonly latency: {
    readonly periods: number
    readonly worse: number
    readonly baselineSum: number
    readonly candidateSum: number
    readonly evidence: number
  }
}

export const noComparison: ComparisonMemory = {
  countedUntil: null,
  since: null,
  baseline: { requests: 0, errors: 0 },
  candidate: { requests: 0, errors: 0 },
  errorEvidence: 0,
  latency: { periods: 0, worse: 0, baselineSum: 0, candidateSum: 0, evidence: 0 },
}
