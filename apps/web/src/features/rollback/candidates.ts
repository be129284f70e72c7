import type { DriftReport } from '@lockstep/shared-types/drift'
import type { RollbackCandidate } from '@lockstep/shared-types/plan'
import { standsInTheWay } from '@lockstep/shared-types/version-hold'

type Groups = {
  /** Served here well before, as far as Lockstep knows, and neither failed nor were left since. */
  readonly good: readonly RollbackCandidate[]
  readonly other: readonly RollbackCandidate[]
}

const isGood = ({ releaseId, hold }: RollbackCandidate): boolean =>
  releaseId !== null && !standsInTheWay(hold)

export const groupCandidates = (candidates: readonly RollbackCandidate[]): Groups => ({
  good: candidates.filter(isGood),
  other: candidates.filter((candidate) => !isGood(candidate)),
})

/** The version that the drift check `rollback-ready` found to be the one to go back to; null when there is none. */
export const readyVersion = (report: DriftReport | null | undefined): string | null =>
  report?.checks.find(({ id, status }) => id === 'rollback-ready' && status === 'ok')?.observed ?? null

/**
 * What to go back to when nobody has chosen: the named version, else the last good release that has all it needs,
 * else what ran before as far as AWS tells, else the first of the list when no release is known. A named version that
 * is not there chooses none.
 */
export const chooseCandidate = (
  candidates: readonly RollbackCandidate[],
  named: string | null,
  ready: string | null,
): RollbackCandidate | null => {
  const byVersion = (version: string | null) =>
    candidates.find(({ artifact }) => version !== null && artifact.version === version)
  if (named !== null) return byVersion(named) ?? null
  const usable = candidates.filter((candidate) => candidate.ready !== 'fail')
  // Never by itself to a version that failed or was left here, and to one that may go before one of which that is not known.
  const servedWell = usable.find((one) => isGood(one) && one.ready === 'ok') ?? usable.find(isGood)
  const isAnyKnown = candidates.some(({ releaseId }) => releaseId !== null)
  return servedWell ?? byVersion(ready) ?? (isAnyKnown ? null : (usable[0] ?? null))
}

/** Those whose version holds the text. */
export const withText = (
  candidates: readonly RollbackCandidate[],
  text: string,
): readonly RollbackCandidate[] => {
  const wanted = text.trim().toLowerCase()
  return wanted === ''
    ? candidates
    : candidates.filter(({ artifact }) => artifact.version.toLowerCase().includes(wanted))
}
