import type { RolloutReads } from '../ports.ts'

/** Where no rollout is configured, nothing is asked. */
export const noRolloutReads: RolloutReads = {
  driverFor: () => null,
  probeExpected: () => Promise.reject(new Error('no rollout is configured')),
  readDocument: () => Promise.reject(new Error('no rollout is configured')),
}
