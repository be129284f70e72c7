import type { HealthState } from './observation.ts'

/** The backend itself answers, with 2xx. */
export const isHealthy = ({ status, isSitePage }: HealthState): boolean =>
  status >= 200 && status < 300 && isSitePage !== true
