import type { Remedy } from '@lockstep/shared-types/drift'
import { isVersionOf } from '../artifact/version-names.ts'
import { comparedFiles } from './altered-frontend.ts'
import { publishRemedy, type Candidate } from './choose-remedy.ts'
import { noEntry } from './no-entry.ts'
import type { Observation } from './observation.ts'

/**
 * The bucket holds the version that runs, and it is wrong. Where somebody has put it there otherwise than it was built, its
 * own frontend helps; where it was built so, only another version does, and of both halves: a frontend of another one would
 * be out of step with the backend. Without `running` there is no image to publish.
 */
export const replaceRemedy = (o: Observation, running: Candidate | null): Remedy =>
  running !== null && (noEntry(o, 'bucket') !== null || wasAltered(o, running))
    ? publishRemedy(o, running)
    : { kind: 'deploy', label: 'Deploy another version', scope: 'both', version: null }

/** Whether files that Lockstep published of it are no longer as it put them. */
function wasAltered(o: Observation, { names }: Candidate): boolean {
  if (o.lastRelease.state !== 'read' || !isVersionOf(o.lastRelease.value.version, names)) return false
  return (comparedFiles(o, o.lastRelease.value)?.alteredCount ?? 0) > 0
}
