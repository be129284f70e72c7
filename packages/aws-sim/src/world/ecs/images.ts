import type { ContainerDefinition } from '@aws-sdk/client-ecs'
import type { ImagePlatforms } from '../images/platforms.ts'
import type { ContainerBehaviour, ImagePuller } from '../world.ts'
import type { TaskRecord } from './model.ts'

export type Pulled = { readonly digest: string; readonly behaviour: ContainerBehaviour }

/** `host/repository:tag` pinned to a digest: `host/repository@sha256:…`. The colon of a port is not a tag's. */
export const pinned = (reference: string, digest: string): string => {
  const bare = reference.split('@', 1)[0] ?? reference
  const tag = bare.indexOf(':', bare.lastIndexOf('/'))
  return `${tag === -1 ? bare : bare.slice(0, tag)}@${digest}`
}

/**
 * What a task runs on: as its definition says, else `linux/amd64`, which Fargate takes; instances are no part of this world.
 * https://repost.aws/knowledge-center/ecs-task-exec-format-error
 */
const platformOf = ({ definition }: TaskRecord): string => {
  const { cpuArchitecture, operatingSystemFamily } = definition.request.runtimePlatform ?? {}
  const os = operatingSystemFamily?.startsWith('WINDOWS') === true ? 'windows' : 'linux'
  return `${os}/${cpuArchitecture === 'ARM64' ? 'arm64' : 'amd64'}`
}

/** An image that does not say what it is made for is taken to fit. */
const misfit = ({ isIndex, names }: ImagePlatforms, wanted: string): 'no-such-entry' | 'other' | null => {
  if (names === null || names.includes(wanted)) return null
  return isIndex ? 'no-such-entry' : 'other'
}

const isPinned = ({ versionConsistency }: ContainerDefinition): boolean => versionConsistency !== 'disabled'

/**
 * Pulls all images of a task. Version consistency: the first task of a service revision resolves tags to digests, and
 * all later ones pull by digest, wherever the tag points by then. Answers the reason when an image is not there.
 */
export const pullImages = (images: ImagePuller, task: TaskRecord): Map<string, Pulled> | string => {
  const { digests } = task.deployment.revision
  const pulled = new Map<string, Pulled>()
  for (const container of task.definition.containers) {
    const { name = '', image = '' } = container
    const known = isPinned(container) ? digests.get(name) : undefined
    const reference = known === undefined ? image : pinned(image, known)
    const found = images.pull(reference)
    if (found === null && images.denies?.(reference) === true)
      return `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${reference}: pulling from host ${reference.split('/', 1)[0]} failed with status code [manifests]: 403 Forbidden`
    if (found === null)
      return `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${reference}: ${reference}: not found`
    const mismatch = found.platforms === undefined ? null : misfit(found.platforms, platformOf(task))
    if (mismatch === 'no-such-entry')
      return `CannotPullContainerError: pull image manifest has been retried 1 time(s): image Manifest does not contain descriptor matching platform '${platformOf(task)}'`
    // A single image is pulled whatever it is made for; its program cannot be run (exec format error, exit code 1).
    pulled.set(
      name,
      mismatch === null ? found : { ...found, behaviour: { ...found.behaviour, health: 'wrong-platform' } },
    )
  }
  for (const container of task.definition.containers) {
    const found = pulled.get(container.name ?? '')
    if (found !== undefined && isPinned(container)) digests.set(container.name ?? '', found.digest)
  }
  return pulled
}
