import type * as ecr from '@aws-sdk/client-ecr'
import { AwsError } from '../../wire/aws-error.ts'
import type { Handlers } from '../../wire/handlers.ts'
import { findImage, isReferenced, setTag, tagsOf, type StoredImage } from '../../world/ecr/repository.ts'
import { sha256Digest } from '../../world/images/digest.ts'
import { manifestType } from '../../world/images/manifest.ts'
import type { Reach, Reached } from './reach.ts'

/** Manifests, layers and tags. */
export function imageHandlers(reach: Reach): Handlers<typeof ecr> {
  const answerOf = (
    { registryId, repositoryName }: Reached,
    image: StoredImage,
    imageTag: string | undefined,
  ): ecr.Image => ({
    registryId,
    repositoryName,
    imageId: { imageDigest: image.digest, imageTag },
    imageManifest: image.manifest,
    imageManifestMediaType: image.mediaType,
  })

  return {
    BatchGetImage(input, call) {
      const { imageIds = [], acceptedMediaTypes } = input
      const reached = reach(input, call)
      const { repository } = reached
      checkBatch(imageIds.length)
      const images: ecr.Image[] = []
      const failures: ecr.ImageFailure[] = []
      for (const imageId of imageIds) {
        const image = findImage(repository, { tag: imageId.imageTag, digest: imageId.imageDigest })
        if (!image) {
          failures.push({ imageId, failureCode: 'ImageNotFound', failureReason: 'Requested image not found' })
        } else if (acceptedMediaTypes?.length && !acceptedMediaTypes.includes(image.mediaType)) {
          const failureReason = `Image manifest is of media type ${image.mediaType}, which is not accepted`
          failures.push({ imageId, failureCode: 'ImageNotFound', failureReason })
        } else {
          images.push(answerOf(reached, image, imageId.imageTag))
        }
      }
      return { images, failures }
    },
    PutImage(input, call) {
      const { imageManifest = '', imageManifestMediaType, imageTag, imageDigest } = input
      const reached = reach(input, call)
      const { registry, repository } = reached
      const digest = sha256Digest(Buffer.from(imageManifest))
      if (imageDigest !== undefined && imageDigest !== digest) {
        throw new AwsError(
          'ImageDigestDoesNotMatchException',
          `The digest '${imageDigest}' is not that of the manifest`,
        )
      }
      const mediaType = imageManifestMediaType ?? mediaTypeOf(imageManifest)
      const known = repository.images.get(digest)
      const missing = partsOf(imageManifest).filter(
        (part) => !repository.blobs.has(part) && !repository.images.has(part),
      )
      if (missing.length > 0)
        throw new AwsError(
          'LayersNotFoundException',
          `Layers with digests '[${missing.join(', ')}]' required for pushing image into repository with name '${repository.name}' in the registry with id '${reached.registryId}' do not exist`,
        )
      if (imageTag !== undefined) setTag(repository, imageTag, digest)
      const image = known ?? registry.putManifest(repository, { digest, mediaType, text: imageManifest })
      return { image: answerOf(reached, image, imageTag) }
    },
    BatchDeleteImage(input, call) {
      const { imageIds = [] } = input
      const { repository } = reach(input, call)
      checkBatch(imageIds.length)
      const deleted: ecr.ImageIdentifier[] = []
      const failures: ecr.ImageFailure[] = []
      for (const imageId of imageIds) {
        const image = findImage(repository, { tag: imageId.imageTag, digest: imageId.imageDigest })
        if (!image) {
          failures.push({ imageId, failureCode: 'ImageNotFound', failureReason: 'Requested image not found' })
          continue
        }
        if (imageId.imageTag === undefined && isReferenced(repository, image.digest)) {
          const failureReason = 'Requested image referenced by manifest list'
          failures.push({ imageId, failureCode: 'ImageReferencedByManifestList', failureReason })
          continue
        }
        // By tag, the tag goes, and the image with its last tag; by digest, the image goes with all its tags.
        const gone = imageId.imageTag === undefined ? tagsOf(repository, image.digest) : [imageId.imageTag]
        for (const tag of gone) repository.tags.delete(tag)
        if (tagsOf(repository, image.digest).length === 0) repository.images.delete(image.digest)
        const tags: (string | undefined)[] = gone.length > 0 ? gone : [undefined]
        deleted.push(...tags.map((tag) => ({ imageDigest: image.digest, imageTag: tag })))
      }
      return { imageIds: deleted, failures }
    },
    BatchCheckLayerAvailability(input, call) {
      const { repository } = reach(input, call)
      const layers = (input.layerDigests ?? []).map((layerDigest) => {
        const bytes = repository.blobs.get(layerDigest)
        return bytes
          ? { layerDigest, layerSize: bytes.length, layerAvailability: 'AVAILABLE' as const }
          : { layerDigest, layerAvailability: 'UNAVAILABLE' as const }
      })
      return { layers, failures: [] }
    },
    GetDownloadUrlForLayer(input, call) {
      const { layerDigest = '' } = input
      const { registry, registryId, repositoryName, repository } = reach(input, call)
      if (!repository.blobs.has(layerDigest)) {
        throw new AwsError(
          'LayersNotFoundException',
          `The layer '${layerDigest}' does not exist within the repository with name '${repositoryName}' in the registry with id '${registryId}'`,
        )
      }
      const path = registry.blobPath(repositoryName, layerDigest)
      return { downloadUrl: registry.downloads.url(call.host, path), layerDigest }
    },
  }
}

function checkBatch(count: number): void {
  if (count === 0 || count > 100) {
    throw new AwsError('InvalidParameterException', 'imageIds must name at least 1 and at most 100 images')
  }
}

/** What a manifest names: its configuration and layers, or the manifests of an index. */
function partsOf(manifest: string): string[] {
  type Part = { readonly digest?: string }
  const {
    config,
    layers = [],
    manifests = [],
  } = readManifest(manifest) as {
    config?: Part
    layers?: readonly Part[]
    manifests?: readonly Part[]
  }
  return [config ?? {}, ...layers, ...manifests].flatMap(({ digest }) => digest ?? [])
}

function mediaTypeOf(manifest: string): string {
  const { mediaType } = readManifest(manifest) as { mediaType?: unknown }
  return typeof mediaType === 'string' ? mediaType : manifestType
}

function readManifest(manifest: string): object {
  try {
    const read: unknown = JSON.parse(manifest)
    if (typeof read === 'object' && read !== null) return read
  } catch {
    // Told below, together with JSON that is no object.
  }
  throw new AwsError(
    'InvalidParameterException',
    "Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid JSON syntax'",
  )
}
