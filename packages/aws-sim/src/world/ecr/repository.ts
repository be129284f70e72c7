import { AwsError } from '../../wire/aws-error.ts'
import type { ContainerBehaviour } from '../world.ts'
import { isIndexType } from '../images/manifest.ts'
import type { ImagePlatforms } from '../images/platforms.ts'
import type { Scan } from './scan.ts'

export type StoredImage = {
  readonly digest: string
  readonly mediaType: string
  readonly manifest: string
  readonly sizeBytes: number
  readonly pushedAt: Date
  readonly behaviour: ContainerBehaviour
  readonly platforms: ImagePlatforms
  scan: Scan | null
}

export type Repository = {
  readonly name: string
  readonly arn: string
  /** Host and name, to which `:tag` or `@digest` is added. */
  readonly uri: string
  readonly createdAt: Date
  mutability: 'MUTABLE' | 'IMMUTABLE'
  /** Tags for which the contrary of `mutability` holds; `*` stands for any text. */
  exclusions: readonly string[]
  /** Its policy as JSON: who else may use it, and who may not. */
  policy: string | null
  readonly scanOnPush: boolean
  readonly images: Map<string, StoredImage>
  /** Tag to digest. */
  readonly tags: Map<string, string>
  /** Configs and layers by digest. */
  readonly blobs: Map<string, Uint8Array>
  /** Parts of layers that are being uploaded, by upload id. */
  readonly uploads: Map<string, Uint8Array[]>
}

export const tagsOf = (repository: Repository, digest: string): string[] =>
  [...repository.tags].filter(([, tagged]) => tagged === digest).map(([tag]) => tag)

/** The image of a tag, of a digest, or of both when they belong together. */
export function findImage(
  repository: Repository,
  { tag, digest }: { readonly tag?: string | undefined; readonly digest?: string | undefined },
): StoredImage | undefined {
  const tagged = tag === undefined ? digest : repository.tags.get(tag)
  if (tagged === undefined || (digest !== undefined && digest !== tagged)) return undefined
  return repository.images.get(tagged)
}

/** Whether an index of the repository names this manifest. */
export const isReferenced = (repository: Repository, digest: string): boolean =>
  [...repository.images.values()].some(
    (image) => isIndexType(image.mediaType) && image.manifest.includes(`"${digest}"`),
  )

function isMutable({ mutability, exclusions }: Repository, tag: string): boolean {
  const excluded = exclusions.some((filter) =>
    new RegExp(`^${filter.replaceAll('.', String.raw`\.`).replaceAll('*', '.*')}$`).test(tag),
  )
  return (mutability === 'MUTABLE') !== excluded
}

/** Points a tag to an image; an immutable tag stays where it is. */
export function setTag(repository: Repository, tag: string, digest: string): void {
  const current = repository.tags.get(tag)
  if (current === digest) {
    throw new AwsError(
      'ImageAlreadyExistsException',
      `Image with digest '${digest}' and tag '${tag}' already exists in the repository with name '${repository.name}'`,
    )
  }
  if (current !== undefined && !isMutable(repository, tag)) {
    throw new AwsError(
      'ImageTagAlreadyExistsException',
      `The image tag '${tag}' already exists in the '${repository.name}' repository and cannot be overwritten because the tag is immutable.`,
    )
  }
  repository.tags.set(tag, digest)
}
