import type { Counts } from './comparison-memory.ts'

/**
 * Error rates that the candidate is suspected of, as multiples of the baseline's. Evidence is the mean over these
 * bets, so that a slightly worse candidate and a broken one both show, each as fast as it can.
 */
export const suspectedRatios = [1.5, 2, 5, 25] as const
/** Below this rate a difference is noise: a doubling of nearly nothing is not what a rollout stops for. */
export const noiseRate = 0.0005
const highestRate = 0.999

/** The rate after `counts`: as if a thousand requests with one failure had come before, so that it is never zero. */
export const estimatedRate = ({ requests, errors }: Counts): number => (errors + 1) / (requests + 1000)

const logLikelihood = ({ requests, errors }: Counts, rate: number): number =>
  errors * Math.log(rate) + (requests - errors) * Math.log1p(-rate)

/**
 * Takes one period into the e-values against "the candidate fails no more often than the baseline": the generic
 * e-variable for two Bernoulli streams of Turner, Ly and Grünwald, "Generic E-variables for exact sequential k-sample
 * tests that allow for optional stopping" (2021, arXiv:2106.02693). The alternative is chosen from what was seen
 * before the period; the null is the nearest point of it, where both fail alike. Looking at it after every period,
 * or stopping at any of them, does not raise the chance of a false alarm above 1 / e-value.
 */
export function addErrors(
  evidence: readonly number[],
  past: Counts,
  period: { readonly baseline: Counts; readonly candidate: Counts },
): number[] {
  const { baseline, candidate } = period
  const requests = baseline.requests + candidate.requests
  const usual = estimatedRate(past)
  return suspectedRatios.map((ratio, index) => {
    const before = evidence[index] ?? 0
    // Without a past there is nothing to choose a bet by.
    if (past.requests === 0 || baseline.requests === 0 || candidate.requests === 0) return before
    const suspected = Math.min(highestRate, Math.max(usual, noiseRate) * ratio)
    const common = (baseline.requests * usual + candidate.requests * suspected) / requests
    return (
      before +
      logLikelihood(baseline, usual) +
      logLikelihood(candidate, suspected) -
      logLikelihood({ requests, errors: baseline.errors + candidate.errors }, common)
    )
  })
}

/** The same against the rate that the baseline had earlier, for when everybody is on the candidate. */
export function addErrorsAgainstRate(
  evidence: readonly number[],
  reference: Counts,
  candidate: Counts,
): number[] {
  const usual = Math.max(estimatedRate(reference), noiseRate)
  return suspectedRatios.map((ratio, index) => {
    const suspected = Math.min(highestRate, usual * ratio)
    return (evidence[index] ?? 0) + logLikelihood(candidate, suspected) - logLikelihood(candidate, usual)
  })
}

/** With nearly everybody on the candidate the baseline's few requests say less than what it measured earlier. */
export const isAlone = (candidateShare: number): boolean => candidateShare > 0.95

/** The mean of e-values that are given by their logarithms; 1 when nothing has been betted. */
export function meanEvidence(logarithms: readonly number[]): number {
  if (logarithms.length === 0) return 1
  const highest = Math.max(...logarithms)
  const sum = logarithms.reduce((total, one) => total + Math.exp(one - highest), 0)
  return Math.exp(Math.min(700, highest)) * (sum / logarithms.length)
}

/**
 * Requests of the candidate after which a doubled error rate would have given evidence of `1 / alpha`, 99 times in 100.
 * `share` is the candidate's part of all requests.
 */
export function requestsNeeded(baselineRate: number, share: number, alpha: number): number {
  const usual = Math.max(baselineRate, noiseRate)
  const suspected = Math.min(highestRate, usual * 2)
  const alone = isAlone(share)
  const common = alone ? usual : (1 - share) * usual + share * suspected
  const gain = kullback(suspected, common) + (alone ? 0 : ((1 - share) / share) * kullback(usual, common))
  const spread = Math.sqrt(suspected * (1 - suspected)) * Math.log(suspected / common)
  const goal = Math.log(suspectedRatios.length / alpha)
  // n·gain − z·√n·spread = goal, for the 1 % quantile of what n requests give.
  const z = 2.326
  const root = (z * spread + Math.sqrt((z * spread) ** 2 + 4 * gain * goal)) / (2 * gain)
  return Math.ceil(root ** 2)
}

/** Relative entropy of two coins, in nats. */
const kullback = (p: number, q: number): number => p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q))
