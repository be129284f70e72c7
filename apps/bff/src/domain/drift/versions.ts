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
  return (
    tags
      .filter((candidate) => isImmutableTag(candidate, environment))
      .toSorted()
      .at(-1) ?? tag
  )
}

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
