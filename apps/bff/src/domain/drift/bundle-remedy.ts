import type { Remedy } from '@lockstep/shared-types/drift'
import { isVersionOf } from '../artifact/version-names.ts'
import type { Environment } from '../environment.ts'
import { frontendRemedy, runningCandidate } from './choose-remedy.ts'
import type { Place } from './needs.ts'
import { noPage } from './no-page.ts'
import type { Observation } from './observation.ts'
import { deployRemedy } from './remedies.ts'
import { replaceRemedy } from './replace-remedy.ts'
import { isBroken, isMadeWrong, siteRemedy } from './site-remedy.ts'
import { frontendVersion } from './versions.ts'

/**
 * What helps against a wrong bundle. When the bucket is right, the edge only has to let go of the old one. When the
 * bucket holds the backend's own version, either that build is wrong itself or somebody changed it in the bucket.
 */
export function bundleRemedy(o: Observation, environment: Environment, wrong: readonly Place[]): Remedy {
  if (!wrong.includes('bucket') && o.bucket.entry.state === 'read') return siteRemedy(o, environment)
  const inTheWay = wrong.includes('bucket') ? null : (noPage(o, environment)?.remedy ?? null)
  if (inTheWay !== null) return inTheWay
  const running = runningCandidate(o, environment)
  const held = frontendVersion(o, 'bucket')
  if (running !== null && !isVersionOf(held ?? '', running.names))
    return deployRemedy('frontend', running.version)
  // A lost file, or the type that it is served with, is no fault of the build: publishing it again mends that.
  if (running !== null && isBroken(o) && !isMadeWrong(o, environment)) return frontendRemedy(o, environment)
  return replaceRemedy(o, running)
}
