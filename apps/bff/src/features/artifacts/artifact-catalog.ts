import type { Artifact, ArtifactLabels, ScanFindings } from '@lockstep/shared-types/artifact'
import { platformNames } from '../../domain/artifact/platform.ts'
import { mergeScans } from '../../domain/artifact/merge-scans.ts'
import { versionOf, type RegistryImage } from '../../domain/artifact/registry-image.ts'
import type { ListedArtifact } from '../../domain/artifact/page-artifacts.ts'
import type { Clock } from '../../domain/clock.ts'
import type { Environment } from '../../domain/environment.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { FrontendImageReader, RegistryList, WhereDeployed } from './ports.ts'

export type CatalogDeps = {
  readonly registry: RegistryList
  readonly images: Pick<FrontendImageReader, 'labels' | 'platforms'>
  readonly whereDeployed: WhereDeployed
  readonly clock: Clock
  /** A list that is older is read again behind the answer. */
  readonly freshSeconds?: number
  /** A list that is older is not shown any more; the answer waits for a new one. */
  readonly staleSeconds?: number
}

export type CatalogList = { readonly artifacts: readonly ListedArtifact[]; readonly readAt: string }

/** The images of every environment's repository, kept in memory; many viewers cause one read. */
export type ArtifactCatalog = {
  list(environment: Environment): Promise<Result<CatalogList>>
  /** Completes what the list leaves out: labels, scan findings, where it runs. Labels that cannot be read stay null. */
  complete(environment: Environment, images: readonly RegistryImage[]): Promise<Artifact[]>
  completeOne(environment: Environment, image: RegistryImage): Promise<Artifact>
}

type Kept = { readonly images: readonly RegistryImage[]; readonly readAt: Date }

const labelReadsInFlight = 8

export function createArtifactCatalog(deps: CatalogDeps): ArtifactCatalog {
  const { registry, clock, freshSeconds = 20, staleSeconds = 600 } = deps
  const kept = new Map<string, Kept>()
  const reading = new Map<string, Promise<Result<Kept>>>()
  /** Labels never change; by digest alone, as the digest says all that an image holds. */
  const labels = new Map<string, ArtifactLabels>()

  const read = (key: string, environment: Environment): Promise<Result<Kept>> => {
    const started = reading.get(key)
    if (started !== undefined) return started
    const promise = registry
      .list(environment)
      .then((images): Result<Kept> => {
        if (!images.ok) return images
        const list = { images: images.value, readAt: clock.now() }
        kept.set(key, list)
        return ok(list)
      })
      .finally(() => reading.delete(key))
    reading.set(key, promise)
    return promise
  }

  const current = async (environment: Environment): Promise<Result<Kept>> => {
    const place = await registry.placeKey(environment)
    if (!place.ok) return place
    const key = place.value
    const known = kept.get(key)
    if (known === undefined) return read(key, environment)
    const ageSeconds = (clock.now().getTime() - known.readAt.getTime()) / 1000
    if (ageSeconds > staleSeconds) return read(key, environment)
    // The list is answered at once, with its age; a failed refresh shows in that age.
    if (ageSeconds > freshSeconds) void read(key, environment)
    return ok(known)
  }

  const labelsOf = async (environment: Environment, digest: string): Promise<ArtifactLabels | null> => {
    const known = labels.get(digest)
    if (known !== undefined) return known
    const result = await deps.images.labels(environment, digest)
    if (!result.ok) return null
    labels.set(digest, result.value)
    return result.value
  }

  const scanOf = async (environment: Environment, digest: string): Promise<ScanFindings> => {
    const platforms = await deps.images.platforms(environment, digest)
    if (!platforms.ok) return { state: 'unreadable', counts: {} }
    return mergeScans(
      await Promise.all(platforms.value.map((platform) => registry.scan(environment, platform.digest))),
    )
  }

  /** Null when it could not be read, or not all of its images say it. */
  const platformsOf = async (environment: Environment, digest: string): Promise<string[] | null> => {
    const images = await deps.images.platforms(environment, digest)
    return images.ok ? platformNames(images.value) : null
  }

  const completeWith = async (
    environment: Environment,
    image: RegistryImage,
    where: Awaited<ReturnType<WhereDeployed>>,
  ): Promise<Artifact> => {
    const [imageLabels, platforms, scan] = await Promise.all([
      labelsOf(environment, image.digest),
      platformsOf(environment, image.digest),
      image.scan ?? scanOf(environment, image.digest),
    ])
    return {
      version: versionOf(image, environment.versionPattern, imageLabels),
      tags: [...image.tags],
      digest: image.digest,
      repository: environment.backend.repository,
      pushedAt: image.pushedAt,
      sizeBytes: image.sizeBytes,
      labels: imageLabels,
      platforms,
      scan,
      deployedIn: [...(where.now.get(image.digest) ?? [])],
      deployedBefore: [...(where.before.get(image.digest) ?? [])],
      holds: [...(where.holds.get(image.digest) ?? [])],
    }
  }

  return {
    list: async (environment) => {
      const list = await current(environment)
      if (!list.ok) return list
      const artifacts = list.value.images.map((image) => {
        const known = labels.get(image.digest) ?? null
        return { ...image, labels: known, version: versionOf(image, environment.versionPattern, known) }
      })
      return ok({ artifacts, readAt: list.value.readAt.toISOString() })
    },
    complete: async (environment, images) => {
      const where = await deps.whereDeployed(environment.applicationId)
      const artifacts: Artifact[] = []
      for (let from = 0; from < images.length; from += labelReadsInFlight) {
        const some = images.slice(from, from + labelReadsInFlight)
        artifacts.push(...(await Promise.all(some.map((image) => completeWith(environment, image, where)))))
      }
      return artifacts
    },
    completeOne: async (environment, image) =>
      completeWith(environment, image, await deps.whereDeployed(environment.applicationId)),
  }
}
