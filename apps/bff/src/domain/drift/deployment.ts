import type { ServiceState } from './observation.ts'

/** Whether ECS is replacing tasks now, by whomever it was started. */
export const isDeploying = (service: ServiceState): boolean =>
  service.deployments.length > 1 ||
  service.deployments.some(({ rolloutState }) => rolloutState === 'IN_PROGRESS')

/** When the backend was deployed: the start of the deployment that is now primary. */
export const backendDeployedAt = (service: ServiceState): string | null =>
  service.deployments[0]?.createdAt ?? null
