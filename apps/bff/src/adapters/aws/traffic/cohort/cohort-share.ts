import { isDeepStrictEqual } from 'node:util'
import type { Environment } from '../../../../domain/environment.ts'
import type { CohortConfig } from '../../../../domain/rollout/rollout-config.ts'
import { refuse } from '../problem-error.ts'
import type { CohortEntry, CohortStore } from './cohort-store.ts'
import { prefixBelowSite } from './cohort-value.ts'

/** The share of visitors that the functions take for candidates. */
export const percentOf = (entry: CohortEntry): number => (typeof entry === 'string' ? 0 : entry.percent)

export type WantedCohort = {
  /** As `cohortId` gives it. */
  readonly id: string
  readonly percent: number
  /** For the cookie; undefined leaves what is there. */
  readonly domain: string | undefined
}

/** Sets the share, unless it stands there already. Nothing is written to take nobody to nobody. */
export async function setCohort(
  store: CohortStore,
  environment: Environment,
  { keyValueStore, candidatePrefix }: CohortConfig,
  { id, percent, domain }: WantedCohort,
): Promise<CohortEntry> {
  const prefix = prefixBelowSite(candidatePrefix, environment.frontend.prefix)
  return store.change((before) => {
    if (percentOf(before) === 0 && percent === 0) return before
    if (before === 'strange') return foreign(keyValueStore)
    const kept = before === 'absent' ? {} : before
    const after = { ...kept, rollout: id, percent, prefix, ...(domain === undefined ? {} : { domain }) }
    // Taking traffic off needs no more than the share: who else's rollout it may be does not matter.
    const wanted = percent === 0 && before !== 'absent' ? { ...before, percent: 0 } : after
    return isDeepStrictEqual(before, wanted) ? before : wanted
  })
}

/** Removes the rollout from the store; what is none of Lockstep's stays. */
export async function clearCohort(store: CohortStore): Promise<void> {
  await store.change((before) => (before === 'strange' ? before : 'absent'))
}

const foreign = (name: string): never =>
  refuse({
    code: 'rollout-foreign',
    title: `The key "cohort" in the CloudFront key-value store ${name} holds something that is not Lockstep's.`,
    detail: name,
    remedy:
      'Delete the key, or give Lockstep a store of its own; it does not overwrite what somebody else wrote.',
  })
