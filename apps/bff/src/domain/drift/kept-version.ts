import type { Remedy } from '@lockstep/shared-types/drift'
import { hashTablePath } from '../bundle/hash-table.ts'
import type { Environment } from '../environment.ts'
import type { Place } from './needs.ts'
import type { Observation } from './observation.ts'
import { instructions, invalidateAll } from './remedies.ts'
import { siteRemedy } from './site-remedy.ts'

/** Users who have the site's service worker keep the version that it has. */
export type KeptVersion = { readonly observed: string; readonly why: string; readonly remedy: Remedy }

/** Null where its service worker takes what is there, or where there is none. */
export function keptVersion(o: Observation, environment: Environment): KeptVersion | null {
  const [edge, bucket] = [unaccepted(o, 'edge'), unaccepted(o, 'bucket')]
  const texts = [...new Set([...edge, ...bucket])]
  if (texts.length === 0) return null
  const where = bucket.length === 0 ? ' at the edge' : edge.length === 0 ? ' in the bucket' : ''
  const more = texts.length > 3 ? `, and ${texts.length - 3} more` : ''
  return {
    observed: texts.join('; '),
    why: `Angular's service worker does not take this version${where}: ${texts.slice(0, 3).join(', ')}${more}. Users who have it keep the version before`,
    remedy: bucket.length === 0 ? letGo(o, environment) : writeLast,
  }
}

function unaccepted(o: Observation, place: Place): readonly string[] {
  const { entry } = o[place]
  return entry.state === 'read' ? (entry.value.unaccepted ?? []) : []
}

/** The bucket's files fit each other. */
function letGo(o: Observation, environment: Environment): Remedy {
  const remedy = siteRemedy(o, environment)
  return remedy.kind === 'invalidate' ? invalidateAll : remedy
}

const writeLast = instructions(
  `Make ${hashTablePath} last`,
  `Let the build make ${hashTablePath} after everything else that changes files (ngsw-config, as the last step before the image is built), and leave files that each environment has of its own out of the asset groups of ngsw-config.json. Then publish that build.`,
)
