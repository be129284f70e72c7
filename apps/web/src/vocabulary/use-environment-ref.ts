import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { useMemo } from 'react'
import { useParams } from 'react-router'

/** The environment that the address names. */
export const useEnvironmentRef = (): EnvironmentRef => {
  const { applicationId = '', environmentId = '' } = useParams()
  return useMemo(() => ({ applicationId, environmentId }), [applicationId, environmentId])
}
