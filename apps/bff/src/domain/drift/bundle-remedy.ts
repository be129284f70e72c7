import type { Remedy } from '@lockstep/shared-types/drift'
import type { Environment } from '../environment.ts'
import type { Place } from './needs.ts'
import type { Observation } from './observation.ts'
import { deployRemedy, invalidateFrontend } from './remedies.ts'
import { backendVersion, frontendVersion } from './versions.ts'

/**
 * What helps against a wrong bundle. When the bucket is right, the edge only has to let go of the old one. When the
 * bucket holds the backend's own version, that build is wrong itself, and only another version helps.
 */
export function bundleRemedy(o: Observation, environment: Environment, wrong: readonly Place[]): Remedy {
  if (!wrong.includes('bucket') && o.bucket.entry.state === 'read') return invalidateFrontend
  const version = backendVersion(o, environment)
  if (version !== null && version !== frontendVersion(o, 'bucket')) return deployRemedy('frontend', version)
  return { kind: 'deploy', label: 'Deploy another version', scope: 'both', version: null }
}
