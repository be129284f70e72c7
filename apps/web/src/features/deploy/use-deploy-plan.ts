import type { Artifact } from '@lockstep/shared-types/artifact'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { PlanRequest } from '@lockstep/shared-types/plan'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { planQuery } from '../../api/plans.ts'
import type { PlanState } from '../../vocabulary/plan/plan-area.tsx'
import { useExpired } from '../../vocabulary/plan/use-expired.ts'
import type { DeployChoice } from './deploy-choice.ts'

/** The plan of what is chosen, computed anew with every change of the choice. */
export const useDeployPlan = (
  ref: EnvironmentRef,
  artifact: Artifact | null,
  { scope, mode, strategy, base }: DeployChoice,
  canStage: boolean,
): PlanState => {
  const request: PlanRequest = {
    kind: 'deploy',
    scope,
    digest: artifact?.digest ?? '',
    invalidationMode: mode,
    ...(base === 'running' ? {} : { base }),
    ...(canStage && strategy !== null ? { strategy } : {}),
  }
  const { data, error, isFetching, refetch } = useQuery({
    ...planQuery(ref, request),
    enabled: artifact !== null,
    placeholderData: keepPreviousData,
  })
  const plan = artifact === null ? undefined : data
  return {
    plan,
    error,
    isComputing: isFetching,
    isExpired: useExpired(plan),
    compute: () => void refetch(),
  }
}
