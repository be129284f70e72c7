import type { Outcome } from '../decision/decide.ts'
import { paused } from './paused.ts'

/**
 * The files that Lockstep put into the bucket for the candidate. `altered`: the paths of those that are gone, or that
 * somebody else has written since; `unreadable`: the bucket could not be listed.
 */
export type CandidateSite = { readonly altered: readonly string[] } | 'unreadable'

const mostNamed = 3

/** What its files make of an outcome: users of the candidate would meet a broken page, whatever the backend's numbers say. */
export function heldForSite<T extends Outcome>(outcome: T, site: CandidateSite | undefined): T {
  if (site === undefined || outcome.verdict === 'fail') return outcome
  if (site === 'unreadable')
    return outcome.verdict === 'pass'
      ? {
          ...outcome,
          isThin: true,
          sentence:
            'Could not list the bucket, and so whether the candidate’s files are there: it gets no more traffic until S3 answers.',
        }
      : outcome
  const { altered } = site
  if (altered.length === 0) return outcome
  const named = altered.slice(0, mostNamed).join(', ')
  const more = altered.length > mostNamed ? ` and ${altered.length - mostNamed} more` : ''
  const because = `Files of the candidate are gone from the bucket or were written by somebody else: ${named}${more}.`
  const sentence = `${because} Go to zero, or put the same files back and resume.`
  return paused(outcome, { severity: 'critical', because, sentence })
}
