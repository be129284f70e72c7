import type { Remedy } from '@lockstep/shared-types/drift'
import type { Environment } from '../environment.ts'
import type { Place } from './needs.ts'
import type { Observation } from './observation.ts'
import { deployRemedy, invalidateFrontend } from './remedies.ts'
import { backendVersion } from './versions.ts'

/** What helps against a wrong bundle: when the bucket is right, the edge only has to let go of the old one. */
export function bundleRemedy(o: Observation, environment: Environment, wrong: readonly Place[]): Remedy {
  const bucketIsRight = !wrong.includes('bucket') && o.bucket.entry.state === 'read'
  return bucketIsRight ? invalidateFrontend : deployRemedy('frontend', backendVersion(o, environment))
}
