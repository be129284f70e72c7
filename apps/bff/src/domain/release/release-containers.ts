import { isImmutableTag } from '../artifact/version-names.ts'
import type { Environment } from '../environment.ts'
import { parseImageReference } from '../image-reference.ts'

export type ContainerImage = { readonly name: string; readonly image: string }

export type ReleaseContainers = {
  /** Names of those that a release moves to its image, the artifact's own among them. */
  readonly moved: readonly string[]
  /** Of the same repository, and still none that a release moves: their tag names no version. */
  readonly behind: readonly ContainerImage[]
}

type Backend = Pick<Environment['backend'], 'container' | 'repository'>
type Of = { readonly backend: Backend; readonly versionPattern: string }

/**
 * Which containers of a task definition run the artifact: the one that the configuration names, and those beside it that
 * run a version of the same repository, such as one that migrates the database before.
 */
export function releaseContainers(containers: readonly ContainerImage[], of: Of): ReleaseContainers {
  const { container, repository } = of.backend
  const main = containers.find(({ name }) => name === container)
  const own = main === undefined ? null : parseImageReference(main.image)
  const moved: string[] = []
  const behind: ContainerImage[] = []
  for (const one of containers) {
    const { registry, repository: name, tag, digest } = parseImageReference(one.image)
    if (one.name === container) moved.push(one.name)
    else if (name !== repository || (own !== null && registry !== own.registry)) continue
    else if (one.image === main?.image || (digest !== null && digest === own?.digest)) moved.push(one.name)
    else if (tag === null || isImmutableTag(tag, of)) moved.push(one.name)
    else behind.push(one)
  }
  return { moved, behind }
}

/** Whether all that a release moves runs this digest already. */
export const allRunDigest = (containers: readonly ContainerImage[], of: Of, digest: string): boolean => {
  const { moved } = releaseContainers(containers, of)
  return containers
    .filter(({ name }) => moved.includes(name))
    .every(({ image }) => parseImageReference(image).digest === digest)
}
