import { configuredThresholds } from '../../domain/policy/in-force.ts'
import type { RolloutPorts } from './ports.ts'

const none = Promise.resolve(null)

/** Where no environment has a rollout configured: no release has the step, so nothing is ever found or asked. */
export const noRollouts: RolloutPorts = {
  records: { find: () => none, create: (record) => Promise.resolve(record), change: () => none },
  driverFor: () => null,
  applyWanted: () => Promise.resolve(),
  readVariants: () => Promise.resolve({ all: null, baseline: null, candidate: null, unreadable: null }),
  readAvailability: () => Promise.resolve('unknown'),
  probeAnswer: () => Promise.resolve({ ok: false, sentence: 'No rollout is configured.' }),
  probeOff: () => Promise.resolve('unknown'),
  policies: {
    thresholdsInForce: (environment) => Promise.resolve(configuredThresholds(environment)),
    rolloutPolicyInForce: () => none,
  },
}
