import type { ArtifactRef } from '@lockstep/shared-types/artifact'
import type { Environment } from '../environment.ts'
import { parseImageReference } from '../image-reference.ts'
import { needRunningImage, needTaskDefinition } from './needs.ts'
import type { Place } from './needs.ts'
import type { Observation } from './observation.ts'
import type { Need } from './rule.ts'

const floatingTags =
  /^(latest|stable|current|edge|nightly|main|master|dev|develop|development|staging|prod|production|release)$/i

/** Whether a tag names one build for good: it matches the environment's pattern and is no name that moves by habit. */
export const isImmutableTag = (tag: string, environment: Pick<Environment, 'versionPattern'>): boolean =>
  !floatingTags.test(tag) && new RegExp(environment.versionPattern).test(tag)

function taskDefinitionTag(observation: Observation): string | null {
  const { taskDefinition } = observation
  return taskDefinition.state === 'read' ? parseImageReference(taskDefinition.value.image).tag : null
}

/** The registry has to be asked for the version when the task definition names only a digest or a tag that moves. */
function asksRegistry(observation: Observation, environment: Environment): boolean {
  const tag = taskDefinitionTag(observation)
  return tag === null || !isImmutableTag(tag, environment)
}

/** What `backendVersion` rests on. */
export const backendVersionNeeds = (observation: Observation, environment: Environment): Need[] => [
  needTaskDefinition(observation),
  ...(asksRegistry(observation, environment) ? [needRunningImage(observation)] : []),
]

/**
 * The version that the backend is deployed with: the task definition's tag when it names a version, else the version
 * tag of the running image, else whatever tag there is. Null when nothing says it.
 */
export function backendVersion(observation: Observation, environment: Environment): string | null {
  if (observation.taskDefinition.state !== 'read') return null
  const tag = taskDefinitionTag(observation)
  if (tag !== null && !asksRegistry(observation, environment)) return tag
  const { runningImage } = observation
  if (runningImage.state === 'unreadable') return null
  const tags = runningImage.state === 'read' ? runningImage.value.tags : []
  return versionTag(tags, environment) ?? tag
}

/**
 * What most tasks run, as a release would name it: by the deployed tag when that names this image, else by the image's
 * own version tag. While tasks are being replaced the task definition is ahead of what runs. Null when it could not be told.
 */
export function runningArtifact(observation: Observation, environment: Environment): ArtifactRef | null {
  const { runningImage } = observation
  if (runningImage.state !== 'read') return null
  const { digest, tags } = runningImage.value
  const deployed = backendVersion(observation, environment)
  const isDeployed = deployedDigest(observation) === digest || (deployed !== null && tags.includes(deployed))
  const version = isDeployed ? deployed : versionTag(tags, environment)
  return { version: version ?? tags[0] ?? digest, digest }
}

function deployedDigest({ taskDefinition }: Observation): string | null {
  return taskDefinition.state === 'read' ? parseImageReference(taskDefinition.value.image).digest : null
}

/** The newest of an image's tags that name a version; null when none does. */
const versionTag = (tags: readonly string[], environment: Environment): string | null =>
  tags
    .filter((tag) => isImmutableTag(tag, environment))
    .toSorted()
    .at(-1) ?? null

/** The version that a place's frontend states: the page's build version, else `version.txt`. */
export function frontendVersion(observation: Observation, place: Place): string | null {
  const { html, versionFile } = observation[place]
  const inPage = html.state === 'read' ? html.value.buildVersion : null
  return inPage ?? (versionFile.state === 'read' ? versionFile.value.version : null)
}

/** The older of two versions by their timestamp or numbers; null when they cannot be compared. */
export function olderVersion(a: string, b: string): string | null {
  const [first, second] = [orderKey(a), orderKey(b)]
  if (first === null || second === null || first.shape !== second.shape) return null
  for (const [index, value] of first.numbers.entries()) {
    const other = second.numbers[index] ?? 0n
    if (value !== other) return value < other ? a : b
  }
  return null
}

function orderKey(version: string): { shape: string; numbers: bigint[] } | null {
  const timestamp = /(\d{8})-(\d{6})$/.exec(version)
  if (timestamp)
    return { shape: 'timestamp', numbers: [BigInt(timestamp[1] ?? 0), BigInt(timestamp[2] ?? 0)] }
  const release = /^v?(\d{1,9})\.(\d{1,9})\.(\d{1,9})$/.exec(version)
  return release && { shape: 'release', numbers: release.slice(1).map(BigInt) }
}
