import { AwsError } from '../wire/aws-error.ts'
import { behaviourOf, labelsOf } from './ecr/behaviour.ts'
import { mayUse } from './ecr/access.ts'
import type { Downloads } from './ecr/downloads.ts'
import { parseReference } from './ecr/reference.ts'
import { findImage, setTag, type Repository, type StoredImage } from './ecr/repository.ts'
import type { Scan } from './ecr/scan.ts'
import { buildImage, type ImageSpec } from './images/image.ts'
import type { Manifest } from './images/manifest.ts'
import { platformsOf } from './images/platforms.ts'
import { placeKey, type Place } from './place.ts'
import type { ImagePuller, WorldContext } from './world.ts'

export type PushOptions = ImageSpec & {
  readonly tags: readonly string[]
  /** When it was pushed; now by default. */
  readonly pushedAt?: Date
  /** What the scan says; a complete one without findings by default, null for none. */
  readonly scan?: Scan | null
}

export type Ecr = ImagePuller & {
  /** The account whose registry it is. */
  readonly registryId: string
  readonly registryHost: string
  readonly repositories: Map<string, Repository>
  /** Hands out the blobs of all registries. */
  readonly downloads: Downloads
  /** Where this registry's blob is, for `downloads`. */
  blobPath(repositoryName: string, digest: string): string
  /** The registry of an account in the same region. */
  registryOf(accountId: string): Ecr
  createRepository(
    name: string,
    mutability?: Repository['mutability'],
    createdAt?: Date,
    scanOnPush?: boolean,
  ): Repository
  /** The repository, or `RepositoryNotFoundException`. */
  repository(name: string): Repository
  /** Builds an image and pushes it; its blobs are shared with images that hold the same ones. */
  pushImage(repositoryName: string, options: PushOptions): StoredImage
  /** Stores a manifest whose blobs are in the repository already. */
  putManifest(repository: Repository, manifest: Manifest, pushedAt?: Date, scan?: Scan | null): StoredImage
  newUploadId(): string
  /** Points a tag elsewhere, as a push of another image under the same tag does. */
  moveTag(repositoryName: string, tag: string, digest: string): void
}

/** What the registries of all accounts and regions share. */
export type Registries = {
  readonly at: (place: Place) => Ecr
  readonly downloads: Downloads
  readonly home: Place
}

/** A registry: repositories with images whose manifests, configs and layers are real. */
export function createRegistry(
  context: Pick<WorldContext, 'clock' | 'random'>,
  place: Place,
  all: Registries,
): Ecr {
  const { clock, random } = context
  const { accountId, region } = place
  const registryHost = hostOf(place)
  const repositories = new Map<string, Repository>()
  const caller = { accountId, principal: `arn:aws:iam::${accountId}:role/ecsTaskExecutionRole` }

  const repository = (name: string): Repository => {
    const found = repositories.get(name)
    if (found) return found
    throw new AwsError(
      'RepositoryNotFoundException',
      `The repository with name '${name}' does not exist in the registry with id '${accountId}'`,
    )
  }

  const putManifest: Ecr['putManifest'] = (into, manifest, pushedAt = clock.date(), scan = null) => {
    const read = (digest: string): string | undefined => {
      const blob = into.blobs.get(digest)
      return blob ? Buffer.from(blob).toString() : into.images.get(digest)?.manifest
    }
    const image: StoredImage = {
      digest: manifest.digest,
      mediaType: manifest.mediaType,
      manifest: manifest.text,
      sizeBytes: sizeOf(manifest.text, into),
      pushedAt,
      behaviour: behaviourOf(labelsOf(manifest.text, read)),
      platforms: platformsOf(manifest.text, read),
      scan,
    }
    into.images.set(image.digest, image)
    return image
  }

  const locate = (reference: string) => {
    const image = parseReference(reference)
    const owner = image && placeOfHost(image.host)
    const found = owner && image ? all.at(owner).repositories.get(image.repository) : undefined
    if (!image || !owner || !found) return null
    return { image, repository: found, allowed: mayUse(owner.accountId, found, caller, 'ecr:BatchGetImage') }
  }

  return {
    registryId: accountId,
    registryHost,
    repositories,
    newUploadId: () => [8, 4, 4, 4, 12].map((length) => random.hex(length)).join('-'),
    downloads: all.downloads,
    blobPath: (name, digest) =>
      `${placeKey(place) === placeKey(all.home) ? '' : `${placeKey(place)}/`}${name}/${digest}`,
    registryOf: (owner) => all.at({ accountId: owner, region }),
    repository,
    putManifest,
    createRepository(name, mutability = 'MUTABLE', createdAt = clock.date(), scanOnPush = true) {
      const created: Repository = {
        name,
        arn: `arn:aws:ecr:${region}:${accountId}:repository/${name}`,
        uri: `${registryHost}/${name}`,
        createdAt,
        mutability,
        exclusions: [],
        policy: null,
        scanOnPush,
        images: new Map(),
        tags: new Map(),
        blobs: new Map(),
        uploads: new Map(),
      }
      repositories.set(name, created)
      return created
    },
    pushImage(repositoryName, options) {
      const into = repository(repositoryName)
      const built = buildImage(options)
      const pushedAt = options.pushedAt ?? clock.date()
      const scan: Scan | null =
        options.scan === undefined ? { status: 'COMPLETE', at: pushedAt, counts: {} } : options.scan
      for (const { digest, bytes } of built.blobs) into.blobs.set(digest, bytes)
      // An index itself is never scanned, the images below it are (moby/buildkit issue 3499).
      const scanOfTop = built.children.length === 0 ? scan : null
      for (const child of built.children)
        putManifest(into, child, pushedAt, built.images.has(child.digest) ? scan : null)
      const image = into.images.get(built.top.digest) ?? putManifest(into, built.top, pushedAt, scanOfTop)
      for (const tag of options.tags) setTag(into, tag, image.digest)
      return image
    },
    moveTag: (repositoryName, tag, digest) => setTag(repository(repositoryName), tag, digest),
    pull(reference) {
      const asked = locate(reference)
      const image = asked?.allowed ? findImage(asked.repository, asked.image) : undefined
      if (image === undefined) return null
      const { digest, behaviour, platforms } = image
      return { digest, behaviour, platforms }
    },
    denies: (reference) => locate(reference)?.allowed === false,
  }
}

type Sizes = {
  readonly config?: { readonly size: number }
  readonly layers?: readonly { readonly size: number }[]
  readonly manifests?: readonly { readonly digest: string }[]
}

/** Compressed layers and config; an index counts as its first manifest. */
function sizeOf(manifest: string, repository: Repository): number {
  const { config, layers = [], manifests } = JSON.parse(manifest) as Sizes
  if (manifests) return repository.images.get(manifests[0]?.digest ?? '')?.sizeBytes ?? 0
  return layers.reduce((total, { size }) => total + size, config?.size ?? 0)
}

const hostOf = ({ accountId, region }: Place): string => `${accountId}.dkr.ecr.${region}.amazonaws.com`

/** Null when a host is no registry of AWS. */
function placeOfHost(host: string): Place | null {
  const [, accountId, region] = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com$/.exec(host) ?? []
  return accountId === undefined || region === undefined ? null : { accountId, region }
}
