import { buildRecordPath } from '@lockstep/shared-types/build-record'
import type { Remedy } from '@lockstep/shared-types/drift'
import type { Environment } from '../environment.ts'
import type { Observation } from './observation.ts'
import { instructions, stampRemedy } from './remedies.ts'
import { ownRecord } from './spoilt-files.ts'

/** What makes certain what the scripts leave open. A record of the build does, where there is none yet. */
export function certaintyRemedy(
  { edge, bucket }: Observation,
  { frontend }: Environment,
  about: 'address' | 'settings',
): Remedy {
  const { endpointFrom, endpointFile, endpointKey } = frontend
  if (about === 'address' && endpointFrom === 'file')
    return instructions(
      `Look at ${endpointFile ?? 'the file with the address'}`,
      `Open ${endpointFile ?? 'it'} as users get it and in the bucket: Lockstep must be able to read it, it must name ${endpointKey ?? 'the address'} once, the page must load it, and the scripts must hold no other environment's address. If the site has its address from elsewhere, say so with frontend.endpointFrom.`,
    )
  const found = [edge.entry, bucket.entry].flatMap((entry) => (entry.state === 'read' ? [entry.value] : []))
  if (found.every(({ record, recordProblem }) => record === null && recordProblem === null))
    return stampRemedy
  if (found.some((one) => ownRecord(one) === null && (one.record !== null || one.recordProblem !== null)))
    return instructions(
      'Mend the record of the build',
      `${buildRecordPath} is there, but cannot be used for this page. Let the build run lockstep stamp as its last step and publish all that it wrote, and nothing of another build; where the file is in the bucket and not served, let it through at the edge. See docs/build-record.md.`,
    )
  return instructions(
    'Find out what contradicts the record',
    'The build has a record already, and something on the site speaks against it or could not be looked into: see what the sentence names. Publish the frontend again as it was built; if it stays so, look at how the build makes that part.',
  )
}
