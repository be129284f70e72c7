import type { ArtifactRef } from '@lockstep/shared-types/artifact'
import { isImmutableTag, isVersionOf, versionNames } from '../artifact/version-names.ts'
import type { Environment } from '../environment.ts'
import { parseImageReference } from '../image-reference.ts'
import type { Reading } from '../reading.ts'
import { namesByRight, needsLabel } from './build-identity.ts'
import { commonTask, runningTasks } from './common-digest.ts'
import { needRunningImage, needTasks } from './needs.ts'
import type { Place } from './needs.ts'
import type { ImageState, Observation } from './observation.ts'
import type { Need } from './rule.ts'
import { foreignImage } from './where-from.ts'
import { shortDigest } from './words.ts'

/** Which version something is, or why it cannot be told: `why` is a sentence without its full stop. */
export type Version =
  | {
      readonly state: 'known'
      readonly digest: string
      /** The name to show. */
      readonly version: string
      /** All its names; any of them is its version. */
      readonly names: readonly string[]
    }
  | { readonly state: 'unknown'; readonly why: string }

const unknown = (why: string): Version => ({ state: 'unknown', why })

/** What `runningVersion` rests on. */
export const backendVersionNeeds = (observation: Observation): Need[] => [
  needTasks(observation),
  needRunningImage(observation),
]

/**
 * The version that the backend runs: what the registry calls the digest that its running tasks have. What the task
 * definition says is only what was asked for: a deployment that fails never gets there, and text beside a digest, as in
 * `shop:v1.4.2@sha256:…`, was never compared with it.
 */
export function runningVersion(o: Observation, environment: Environment): Version {
  const { tasks, runningImage } = o
  if (tasks.state === 'unreadable') return unknown('the tasks could not be read')
  const listed = tasks.state === 'read' ? tasks.value : []
  if (runningTasks(listed).length === 0) return unknown('no task runs')
  const task = commonTask(listed)
  if (task?.imageDigest == null) return unknown('ECS does not say which digest the running tasks have')
  const foreign = foreignImage(o, environment)
  if (foreign !== null) return unknown(foreign)
  return nameImage(o, environment, task.imageDigest, runningImage, 'the tasks run', o.runningLabel)
}

/** The version that the task definition asks for. */
export function askedVersion(o: Observation, environment: Environment): Version {
  if (o.taskDefinition.state !== 'read' || o.taskDefinition.value.image === null)
    return unknown('the task definition does not say which image it asks for')
  const { digest, tag } = parseImageReference(o.taskDefinition.value.image)
  const named = digest ?? (o.tag.state === 'read' ? o.tag.value.digest : null)
  if (named === null) return unknown(`the registry has no image ${tag ?? ''}`)
  return nameImage(o, environment, named, o.tag, 'the task definition asks for')
}

function nameImage(
  o: Observation,
  environment: Environment,
  digest: string,
  image: Reading<ImageState>,
  what: string,
  label?: Reading<string>,
): Version {
  const tags = image.state === 'read' && image.value.digest === digest ? image.value.tags : []
  const released = releasedNames(o, digest)
  const tagged = versionNames([...tags, ...released], environment)
  // As in the list of versions: the label counts where no tag is a version.
  const isNamed = tagged.some((name) => isImmutableTag(name, environment))
  const bears = label?.state === 'read' && !isNamed ? [label.value, ...tagged] : tagged
  const names = namesByRight(o, digest, bears, released)
  if (label?.state === 'unreadable' && (!isNamed || needsLabel(o, digest, tagged)))
    return unknown(
      `${what} ${shortDigest(digest)}, ${isNamed ? `which bears several names (${tagged.join(', ')})` : 'no tag of which is a version'}, and its label could not be read`,
    )
  const [newest] = names
  if (newest === undefined) {
    const where =
      image.state === 'unreadable'
        ? 'the registry could not be asked for its version'
        : image.state === 'absent'
          ? 'which is not in the registry any more'
          : 'which the registry knows by no version'
    return unknown(`${what} ${shortDigest(digest)}, ${where}`)
  }
  return { state: 'known', digest, names, version: preferredName(o, digest, names) ?? newest }
}

/** What Lockstep itself released this digest as: its tags may have moved since. */
function releasedNames({ lastRelease, rollback }: Observation, digest: string): string[] {
  return [lastRelease, rollback].flatMap((reading) =>
    reading.state === 'read' && reading.value.digest === digest ? [reading.value.version] : [],
  )
}

/** Of several names that which users get from the edge, so that both halves read alike, else that by which it was released. */
function preferredName(o: Observation, digest: string, names: readonly string[]): string | null {
  const released = o.lastRelease.state === 'read' && o.lastRelease.value.digest === digest
  const wanted = [frontendVersion(o, 'edge'), released ? o.lastRelease.value.version : null]
  return wanted.find((name) => name !== null && isVersionOf(name, names)) ?? null
}

/** The name of the version that the backend runs; null when it cannot be told. */
export function backendVersion(observation: Observation, environment: Environment): string | null {
  const running = runningVersion(observation, environment)
  return running.state === 'known' ? running.version : null
}

/**
 * What most tasks run, as a release would name it; an image that has no version goes by any name that it has. Null when
 * the registry did not show it.
 */
export function runningArtifact(observation: Observation, environment: Environment): ArtifactRef | null {
  const { runningImage } = observation
  if (runningImage.state !== 'read' || foreignImage(observation, environment) !== null) return null
  const { digest, tags } = runningImage.value
  const running = runningVersion(observation, environment)
  const version = running.state === 'known' ? releaseName(running.names, environment) : null
  return { version: version ?? tags[0] ?? digest, digest }
}

const releaseName = (names: readonly string[], environment: Environment): string | null =>
  names.find((name) => isImmutableTag(name, environment)) ?? names[0] ?? null

/** The version that a place's frontend states: the page's build version, else `version.txt`. */
export function frontendVersion(observation: Pick<Observation, Place>, place: Place): string | null {
  const { html, versionFile } = observation[place]
  const inPage = html.state === 'read' ? html.value.buildVersion : null
  return inPage ?? (versionFile.state === 'read' ? versionFile.value.version : null)
}
