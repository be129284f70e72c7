import { binomialTail } from './binomial-tail.ts'
import { certainChance } from './chance.ts'
import type { VariantWindow } from './variant-window.ts'

/** The candidate's share of the requests of both variants, and how many those were. */
export type CandidateShare = { readonly percent: number; readonly requests: number }

type Requests = Pick<VariantWindow, 'requests'>

/**
 * The percentage as it was measured. Null when a variant could not be read, or there were no requests at all. A variant
 * that was read and has no value had no requests: CloudWatch reports none by reporting nothing.
 */
export function candidateShare(baseline: Requests | null, candidate: Requests | null): CandidateShare | null {
  if (baseline === null || candidate === null) return null
  const share = candidate.requests ?? 0
  const requests = (baseline.requests ?? 0) + share
  return requests === 0 ? null : { percent: (share / requests) * 100, requests }
}

/**
 * Whether the share is far below the wanted one: less than half of it, which chance alone would not do. Nearer than that
 * it is how users differ, and pages that were open before.
 */
export function isFarBelow({ percent, requests }: CandidateShare, wanted: number): boolean {
  if (percent >= wanted / 2) return false
  const all = Math.round(requests)
  const elsewhere = all - Math.round((percent / 100) * all)
  return binomialTail(all, elsewhere, 1 - wanted / 100) <= certainChance
}
