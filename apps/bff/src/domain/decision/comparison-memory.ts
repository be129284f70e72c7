/** Requests and how many of them failed. */
export type Counts = { readonly requests: number; readonly errors: number }

/** What the baseline measured earlier: the yardstick once it has no traffic of its own. */
export type BaselineReference = Counts & { readonly p95Sum: number; readonly periods: number }

/**
 * What a comparison of baseline and candidate has seen so far. It is carried from look to look, so that every
 * period counts once, whenever Lockstep was restarted.
 */
export type ComparisonMemory = {
  /** Begin of the newest period that was counted; null before the first. */
  readonly countedUntil: string | null
  /** Begin of the first. */
  readonly since: string | null
  readonly baseline: Counts
  readonly candidate: Counts
  /** Natural logarithms of the e-values of the error rates, one for each alternative that is betted on. */
  readonly errorEvidence: readonly number[]
  readonly latency: {
    /** Periods in which a p95 of both was known. */
    readonly periods: number
    readonly baselineSum: number
    readonly candidateSum: number
    /** Natural logarithms of the e-values, one for each stake. */
    readonly evidence: readonly number[]
  }
  readonly reference: BaselineReference
}

export const noCounts: Counts = { requests: 0, errors: 0 }

export const noComparison: ComparisonMemory = {
  countedUntil: null,
  since: null,
  baseline: noCounts,
  candidate: noCounts,
  errorEvidence: [],
  latency: { periods: 0, baselineSum: 0, candidateSum: 0, evidence: [] },
  reference: { requests: 0, errors: 0, p95Sum: 0, periods: 0 },
}

/**
 * Begins anew for another stage, and keeps what the baseline has measured. Periods that began before the stage belong to
 * the one before: what it fell for must not make it fall again.
 */
export const forNextStage = (memory: ComparisonMemory, since: string | null = null): ComparisonMemory => ({
  ...noComparison,
  countedUntil: later(memory.countedUntil, since),
  reference: memory.reference,
})

const later = (a: string | null, b: string | null): string | null =>
  a === null || (b !== null && b > a) ? b : a
