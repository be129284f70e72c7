import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { RollbackCandidate } from '@lockstep/shared-types/plan'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { driftQuery } from '../../api/drift.ts'
import { planQuery, rollbackCandidatesQuery } from '../../api/plans.ts'
import type { PlanState } from '../../vocabulary/plan/plan-area.tsx'
import { useExpired } from '../../vocabulary/plan/use-expired.ts'
import { chooseCandidate, readyVersion } from './candidates.ts'
import type { RollbackChoice } from './rollback-options.tsx'

/** The versions to go back to and the chosen one: by hand, by the address, else the most sensible. */
export const useCandidates = (ref: EnvironmentRef, digest: string | null, named: string | null) => {
  const { data, error, refetch } = useQuery(rollbackCandidatesQuery(ref))
  const drift = useQuery(driftQuery(ref))
  const candidates = data?.candidates
  const byHand = candidates?.find(({ artifact }) => artifact.digest === digest) ?? null
  // Without the last drift report the choice could change under the eyes a moment later.
  const chosen =
    byHand ??
    (candidates === undefined || drift.isPending
      ? null
      : chooseCandidate(candidates, named, readyVersion(drift.data)))
  return { candidates, chosen, error, retry: () => void refetch() }
}

/** The plan to go back to the chosen version; computed as soon as there is one. */
export const useRollbackPlan = (
  ref: EnvironmentRef,
  chosen: RollbackCandidate | null,
  { scope, emergency, base }: RollbackChoice,
): PlanState => {
  const { data, error, isFetching, refetch } = useQuery({
    ...planQuery(ref, {
      kind: 'rollback',
      scope,
      digest: chosen?.artifact.digest ?? '',
      emergency,
      ...(base === 'running' ? {} : { base }),
    }),
    enabled: chosen !== null,
    placeholderData: keepPreviousData,
  })
  const plan = chosen === null ? undefined : data
  return {
    plan,
    error,
    isComputing: isFetching,
    isExpired: useExpired(plan),
    compute: () => void refetch(),
  }
}
