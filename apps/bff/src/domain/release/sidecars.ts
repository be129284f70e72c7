import { parseImageReference } from '../image-reference.ts'
import { parseRegistryHost } from '../registry-host.ts'

/** A container as its task definition has it. */
export type DefinedContainer = {
  readonly name: string
  readonly image: string
  /** No task starts or stays without it: it is essential, or another one waits for it. Left out where it does. */
  readonly isNeeded?: boolean
  /** Whether ECS keeps to the digest that a deployment began with, wherever the tag leads by then. Left out where it does. */
  readonly keepsDigest?: boolean
}

type Place = { readonly registry: string | null; readonly repository: string }
export type WantedImage = Place &
  ({ readonly tag: string; readonly digest: null } | { readonly digest: string })

/** What to ask the registry for: what the task definition names, and what the running tasks were started with. */
export type SidecarWanted = {
  readonly container: string
  readonly image: string
  readonly named: WantedImage
  /** Null where no task says it, and where a new task asks by name anyway. */
  readonly kept: WantedImage | null
}

type Presence = 'there' | 'gone' | 'not-known'

/** Whether the image of a container beside the artifact's own is in its registry. */
export type SidecarState = {
  readonly container: string
  readonly image: string
  /** What the task definition names: the next deployment asks for it. */
  readonly named: Presence
  /** What tasks of the deployment that runs are started with. */
  readonly kept: Presence
}

/**
 * The images in ECR that tasks need besides those of `others`. Other registries cannot be asked by Lockstep, and containers
 * that no task needs stop none.
 */
export function sidecarsWanted(
  containers: readonly DefinedContainer[],
  others: readonly string[],
  digests: ReadonlyMap<string, string>,
): SidecarWanted[] {
  return containers.flatMap(({ name, image, isNeeded = true, keepsDigest = true }) => {
    const { registry, repository, tag, digest } = parseImageReference(image)
    const isAsked = isNeeded && !others.includes(name) && registry !== null
    if (!isAsked || parseRegistryHost(registry) === null) return []
    const place = { registry, repository }
    const named: WantedImage =
      digest === null ? { ...place, tag: tag ?? 'latest', digest } : { ...place, digest }
    const runs = digests.get(name)
    const kept = !keepsDigest || runs === undefined || runs === digest ? null : { ...place, digest: runs }
    return [{ container: name, image, named, kept }]
  })
}
