import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { InvalidationMode } from '@lockstep/shared-types/invalidation'
import type { ReleaseScope } from '@lockstep/shared-types/release-kind'

/** Every address of the application, in one place; the route table in `routes.tsx` mirrors it. */
export const fleetPath = '/'
export const releasesPath = '/releases'
export const auditPath = '/audit'

export const environmentPath = ({ applicationId, environmentId }: EnvironmentRef): string =>
  `/applications/${encodeURIComponent(applicationId)}/environments/${encodeURIComponent(environmentId)}`

export const releasePath = (releaseId: string): string => `/releases/${encodeURIComponent(releaseId)}`

/** The deploy dialog over the environment's page, filled in where a remedy knows what with. */
export const deployPath = (
  ref: EnvironmentRef,
  filled: { version?: string | null; scope?: ReleaseScope } = {},
): string => withQuery(`${environmentPath(ref)}/deploy`, filled)

export const rollbackPath = (ref: EnvironmentRef, filled: { version?: string | null } = {}): string =>
  withQuery(`${environmentPath(ref)}/rollback`, filled)

export const invalidatePath = (ref: EnvironmentRef, filled: { mode?: InvalidationMode } = {}): string =>
  withQuery(`${environmentPath(ref)}/invalidate`, filled)

/** The rollout of an environment: the one that runs, else the last one. */
export const rolloutPath = (ref: EnvironmentRef): string => `${environmentPath(ref)}/rollout`

/** The dialog that starts a rollout behind a flag, over the environment's page. */
export const startRolloutPath = (ref: EnvironmentRef): string => `${environmentPath(ref)}/start-rollout`

/** Every metric of an environment. */
export const metricsPath = (ref: EnvironmentRef): string => `${environmentPath(ref)}/metrics`

/** Thresholds, stages, gates and the decision matrix of an environment. */
export const policyPath = (ref: EnvironmentRef): string => `${environmentPath(ref)}/policy`

/** The releases of one environment. */
export const releasesOfPath = ({ applicationId, environmentId }: EnvironmentRef): string =>
  withQuery(releasesPath, { application: applicationId, environment: environmentId })

const withQuery = (path: string, values: Record<string, string | null | undefined>): string => {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) if (value) query.set(name, value)
  const text = query.toString()
  return text === '' ? path : `${path}?${text}`
}
