import type { Remedy } from '@lockstep/shared-types/drift'
import type { ReleaseScope } from '@lockstep/shared-types/release-kind'
import { isVersionOf, versionNames } from '../artifact/version-names.ts'
import type { Environment } from '../environment.ts'
import type { Reading } from '../reading.ts'
import { noEntry } from './no-entry.ts'
import { replacement } from './deployment.ts'
import { givenUpHere } from './given-up.ts'
import type { ImageState, Observation } from './observation.ts'
import { deployRemedy, instructions, invalidateFrontend, publishAgain } from './remedies.ts'
import { neverRolls } from './roll-limits.ts'
import { isSpoilt, spoiltFiles } from './spoilt-files.ts'
import { askedVersion, frontendVersion, runningVersion, type Version } from './versions.ts'

/** A version that could be deployed now: the registry has its image under that name, and it is not known to have failed here. */
export type Candidate = { readonly version: string; readonly names: readonly string[] }

/** Whether a version is known to have failed here, or to have been left for a reason. */
export function failedHere(o: Observation, names: readonly string[], digest: string | null): boolean {
  if (digest !== null && o.heldDigests?.includes(digest)) return true
  if (givenUpHere(o, names, digest) !== null) return true
  const broken = o.lastRelease.state === 'read' ? o.lastRelease.value.brokenOff : null
  return broken?.status === 'failed' && isVersionOf(broken.version, names)
}

/** Whether the service asks for something that its deployment does not get to run. */
const asksInVain = (o: Observation): boolean => {
  if (o.service.state !== 'read') return false
  const { deployments } = o.service.value
  return (
    replacement(o.service.value, o.observedAt).state === 'stuck' ||
    deployments.some(({ rolloutState }) => rolloutState === 'FAILED')
  )
}

function usable(
  o: Observation,
  environment: Environment,
  found: Version,
  image: Reading<ImageState>,
): Candidate | null {
  if (found.state !== 'known' || image.state !== 'read' || image.value.digest !== found.digest) return null
  const { names, version } = found
  const { tags } = image.value
  // A name that only Lockstep's records know may lead to another image by now.
  const own = tags.includes(version) ? version : versionNames(tags, environment)[0]
  return own === undefined || failedHere(o, names, found.digest) ? null : { version: own, names }
}

/** What runs: it serves now, so it can be deployed again while its image is there. */
export const runningCandidate = (o: Observation, environment: Environment): Candidate | null =>
  usable(o, environment, runningVersion(o, environment), o.runningImage)

/** What the task definition asks for, unless that is what fails. */
const askedCandidate = (o: Observation, environment: Environment): Candidate | null =>
  asksInVain(o) ? null : usable(o, environment, askedVersion(o, environment), o.tag)

/** What the edge's frontend says it is, when the registry has that version. */
function frontendCandidate(o: Observation, environment: Environment): Candidate | null {
  const version = frontendVersion(o, 'edge')
  const image = o.frontendImage
  if (version === null || image?.state !== 'read') return null
  const names = [version, ...image.value.tags]
  const asked = askedVersion(o, environment)
  // A tag that was pushed over brings what runs already.
  const running = runningVersion(o, environment)
  if (
    running.state === 'known' &&
    running.digest === image.value.digest &&
    !isVersionOf(version, running.names)
  )
    return null
  const fails = asksInVain(o) && asked.state === 'known' && asked.digest === image.value.digest
  return fails || failedHere(o, names, image.value.digest) ? null : { version, names }
}

/** Whether the bucket's page and `version.txt` both are this version. */
function isInBucket(o: Observation, { names }: Candidate): boolean {
  const { html, versionFile } = o.bucket
  const said = [
    html.state === 'read' ? html.value.buildVersion : null,
    versionFile.state === 'read' ? versionFile.value.version : null,
  ].filter((name) => name !== null)
  return html.state === 'read' && said.length > 0 && said.every((name) => isVersionOf(name, names))
}

const noVersion = instructions(
  'Choose a version yourself',
  'No version is known here that is in the registry and has not failed: look at the list of versions, or push the image again, then deploy both halves at one version.',
)

/** What runs cannot be deployed once more by a name; a person decides, who should know what is ready. */
function noneIsSafe(o: Observation): Remedy {
  const ready = readyToGoBackTo(o)
  return ready === null
    ? noVersion
    : instructions(
        'Choose a version yourself',
        `What runs cannot be deployed again by its name. ${ready} is ready to go back to: deploy both halves at it, or push the image of what runs again under a name of its own.`,
      )
}

/** The version before, where the registry has it and it neither failed here nor bears a name of what runs. */
function readyToGoBackTo(o: Observation): string | null {
  if (o.rollback.state !== 'read' || o.rollback.value.image === 'gone') return null
  const { version, digest } = o.rollback.value
  const names = o.runningImage.state === 'read' ? o.runningImage.value.tags : []
  return isVersionOf(version, names) || failedHere(o, [version], digest) ? null : version
}

/** Brings the frontend to what the backend runs. Where a failing deployment goes on, both: it would come back. */
export function frontendRemedy(o: Observation, environment: Environment): Remedy {
  const running = runningCandidate(o, environment)
  if (running === null) return noneIsSafe(o)
  if (asksInVain(o)) return deployRemedy('both', running.version)
  if (!isInBucket(o, running)) return deployRemedy('frontend', running.version)
  const isWhole = noEntry(o, 'bucket')?.isBroken !== true && !isSpoilt(spoiltFiles(o, 'bucket'))
  // Where the bucket is right, only the edge has to let go.
  return isWhole ? invalidateFrontend : publishAgain(running.version)
}

/** The frontend of what runs once more, whatever the bucket says that it holds. */
export const publishRemedy = (o: Observation, { version }: Candidate): Remedy =>
  asksInVain(o) ? deployRemedy('both', version) : publishAgain(version)

/** Brings both halves to one version: the half that is wrong to the other's, and the other way where that one cannot be deployed. */
export function agreeRemedy(
  o: Observation,
  environment: Environment,
  wrong: 'backend' | 'frontend' | null,
): Remedy {
  const target = frontendCandidate(o, environment)
  const toFrontends = target && deployRemedy('backend', target.version)
  if (wrong !== 'backend' && runningCandidate(o, environment) !== null) return frontendRemedy(o, environment)
  return toFrontends ?? frontendRemedy(o, environment)
}

/** Keeps what runs: deploys it under a name that leads to it. */
export function keepRemedy(o: Observation, environment: Environment): Remedy {
  const running = runningCandidate(o, environment)
  return running === null ? noneIsSafe(o) : deployRemedy('backend', running.version)
}

/** Whether the half that stays is of this image already; else one half alone would fall out of step with it. */
function otherHalfIs(
  { runningImage, ...o }: Observation,
  half: 'backend' | 'frontend',
  digest: string,
): boolean {
  if (half === 'frontend') return runningImage.state === 'read' && runningImage.value.digest === digest
  const served = frontendVersion(o, 'edge')
  const names = [runningImage, o.tag, o.frontendImage, o.lastRelease].flatMap((reading) =>
    reading?.state === 'read' && reading.value.digest === digest
      ? 'tags' in reading.value
        ? reading.value.tags
        : [reading.value.version]
      : [],
  )
  return served === null || isVersionOf(served, names)
}

/** Back to what the last release brought, when the registry is seen to have it. */
export function releasedRemedy(o: Observation, half: 'backend' | 'frontend'): Remedy {
  const { lastRelease, runningImage, tag, frontendImage } = o
  const release = lastRelease.state === 'read' ? lastRelease.value : null
  const isThere = [runningImage, tag, frontendImage].some(
    (image) => image?.state === 'read' && image.value.digest === release?.digest,
  )
  return release !== null && isThere && !failedHere(o, [release.version], release.digest)
    ? deployRemedy(otherHalfIs(o, half, release.digest) ? half : 'both', release.version)
    : instructions(
        'Decide whether the change stays',
        'If it is right, release the version that runs with Lockstep, so that it is known. If it is not, deploy the version that was released before, when the registry still has it.',
      )
}

/** What a rollback that was broken off began, to its end; what it went away from is no way back. */
export function finishRollback(o: Observation, version: string, half: 'backend' | 'frontend'): Remedy {
  const isThere = [o.runningImage, o.tag, o.frontendImage].some(
    (image) => image?.state === 'read' && isVersionOf(version, image.value.tags),
  )
  return isThere
    ? { kind: 'rollback', label: `Roll back to ${version} again`, version }
    : releasedRemedy(o, half)
}

/** Makes all tasks run one image: that of the frontend's version when it is one of those that run or are asked for. */
export function backendRemedy(o: Observation, environment: Environment): Remedy {
  const never = o.service.state === 'read' ? neverRolls(o.service.value) : null
  if (never !== null) return instructions('Let ECS replace tasks', `${never.remedy} Then deploy.`)
  const [asked, running] = [askedVersion(o, environment), runningVersion(o, environment)]
  const sameImage = asked.state === 'known' && running.state === 'known' && asked.digest === running.digest
  // Not the image fails but what was changed around it: the revision before has that as it was.
  if (asksInVain(o) && sameImage) return rollbackRemedy(o)
  const frontend = frontendVersion(o, 'edge')
  const candidates = [askedCandidate(o, environment), runningCandidate(o, environment)].filter(
    (candidate) => candidate !== null,
  )
  const paired = candidates.find(({ names }) => frontend !== null && isVersionOf(frontend, names))
  const [first] = candidates
  if (paired) return deployRemedy('backend', paired.version)
  if (first === undefined) return noneIsSafe(o)
  // Without a frontend that says what it is there is nothing that this one could fall out of step with.
  const scope: ReleaseScope = frontend === null ? 'backend' : 'both'
  return deployRemedy(scope, first.version)
}

/** Back to the version that is known to be ready; the dialog asks for one when that could not be told. */
export function rollbackRemedy(o: Observation): Remedy {
  const { rollback } = o
  if (rollback.state === 'unreadable') return { kind: 'rollback', label: 'Roll back', version: null }
  if (
    rollback.state === 'absent' ||
    rollback.value.image === 'gone' ||
    failedHere(o, [rollback.value.version], rollback.value.digest)
  )
    return instructions(
      'No version to go back to is ready',
      rollback.state === 'absent'
        ? 'No earlier version is known here: repair what runs, or deploy a version that is known to be good.'
        : `${rollback.value.version} is no way back: its image is gone or it failed here. Look at the list of versions for another one.`,
    )
  const { version } = rollback.value
  return { kind: 'rollback', label: `Roll back to ${version}`, version }
}
