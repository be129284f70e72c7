import { binomialTail } from './binomial-tail.ts'

/** Where few requests make a rate jumpy, one beyond its limit counts when chance gives as much less often than this. */
const usualChance = 0.01
/** Where many stretches of a window are looked at, one of them counts when it is as unlikely as this. */
export const certainChance = 0.001
/** With so many failures allowed by the limit alone, a rate is not jumpy any more: the limit counts to the letter. */
const steadyFailures = 30

/** A rate of failures, and the limit that it is beyond; both in percent. */
export type JumpyRate = { readonly requests: number; readonly percent: number; readonly limit: number }

/** Chance of so many failures or more when each request fails as often as the limit allows. */
export const chanceOf = ({ requests, percent, limit }: JumpyRate): number =>
  binomialTail(Math.round(requests), Math.round((percent / 100) * requests), limit / 100)

/** Of so few requests a single failure is an anecdote, and more than one must be as unlikely as one of many stretches. */
export const isAnecdote = (rate: JumpyRate): boolean =>
  Math.round((rate.percent / 100) * rate.requests) < 2 || chanceOf(rate) > certainChance

/**
 * Whether a rate is beyond its limit by no more than chance alone would do. From so many failures on that the limit allows
 * for, it counts to the letter.
 */
export const isByChance = (rate: JumpyRate, steadyFrom = steadyFailures): boolean =>
  (rate.limit / 100) * rate.requests < steadyFrom && chanceOf(rate) > usualChance
