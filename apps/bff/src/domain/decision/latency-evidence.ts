/** A candidate's p95 counts as slower in a period when it is beyond the baseline's by this share and these milliseconds. */
export const slowerByShare = 0.2
export const slowerByMilliseconds = 10
/** Shares of the capital that are staked on the next period; evidence is the mean over them. */
const stakes = [0.25, 0.5, 0.75] as const

export const isSlower = (candidate: number, baseline: number): boolean =>
  candidate > baseline * (1 + slowerByShare) + slowerByMilliseconds

/**
 * Takes one period into the e-values against "the candidate is slower in no more than half of the periods": a sign
 * test by betting (Ramdas, Grünwald, Vovk and Shafer, "Game-theoretic statistics and safe anytime-valid inference",
 * 2023, arXiv:2210.01948). Only medians and percentiles of a period are known, not single requests, and a sign
 * assumes nothing about how latencies are spread.
 */
export const addLatency = (evidence: readonly number[], slower: boolean): number[] =>
  stakes.map((stake, index) => (evidence[index] ?? 0) + Math.log1p(slower ? stake : -stake))
