import type * as ecr from '@aws-sdk/client-ecr'
import { AwsError } from '../../wire/aws-error.ts'
import type { Handlers } from '../../wire/handlers.ts'
import { findImage, type Repository, type StoredImage } from '../../world/ecr/repository.ts'
import { imageNotFound, pageOf, tagIndex } from './identifiers.ts'
import type { Reach } from './reach.ts'
import { scanStatus, scanSummary } from './scan-handlers.ts'

/** Repositories and their images, in pages. */
export function describeHandlers(reach: Reach): Handlers<typeof ecr> {
  return {
    DescribeRepositories(input, call) {
      const { registryId, repositoryNames } = input
      const all =
        repositoryNames?.map((repositoryName) => reach({ registryId, repositoryName }, call)) ??
        [...reach.registry(input, call).repositories.values()].map((repository) => ({
          repository,
          registryId: reach.registry(input, call).registryId,
        }))
      const { items, nextToken } = pageOf(all, input)
      return { repositories: items.map((one) => described(one.repository, one.registryId)), nextToken }
    },
    DescribeImages(input, call) {
      const { imageIds, filter } = input
      const { registryId, repositoryName, repository } = reach(input, call)
      if (imageIds && (input.maxResults !== undefined || input.nextToken !== undefined)) {
        throw new AwsError('InvalidParameterException', 'imageIds and pagination cannot be used together')
      }
      const tags = tagIndex(repository)
      const wanted = imageIds
        ? imageIds.map((id) => {
            const image = findImage(repository, { tag: id.imageTag, digest: id.imageDigest })
            if (!image) throw imageNotFound(repositoryName, registryId, id)
            return image
          })
        : [...repository.images.values()].filter(({ digest }) =>
            hasTagStatus(tags, digest, filter?.tagStatus),
          )
      const { items, nextToken } = imageIds ? { items: wanted, nextToken: undefined } : pageOf(wanted, input)
      return {
        imageDetails: items.map((image) => detailOf(image, tags, registryId, repositoryName)),
        nextToken,
      }
    },
    ListImages(input, call) {
      const { filter } = input
      const { repository } = reach(input, call)
      const tags = tagIndex(repository)
      const wanted = [...repository.images.keys()]
        .filter((digest) => hasTagStatus(tags, digest, filter?.tagStatus))
        .flatMap((imageDigest): ecr.ImageIdentifier[] =>
          (tags.get(imageDigest) ?? [undefined]).map((imageTag) => ({ imageDigest, imageTag })),
        )
      const { items, nextToken } = pageOf(wanted, input)
      return { imageIds: items, nextToken }
    },
  }

  function detailOf(
    image: StoredImage,
    tags: ReadonlyMap<string, readonly string[]>,
    registryId: string,
    repositoryName: string,
  ): ecr.ImageDetail {
    const imageTags = tags.get(image.digest)
    return {
      registryId,
      repositoryName,
      imageDigest: image.digest,
      ...(imageTags ? { imageTags: [...imageTags] } : {}),
      imageSizeInBytes: image.sizeBytes,
      imagePushedAt: image.pushedAt,
      imageManifestMediaType: image.mediaType,
      artifactMediaType: 'application/vnd.oci.image.config.v1+json',
      imageStatus: 'ACTIVE',
      ...(image.scan ? { imageScanStatus: scanStatus(image.scan) } : {}),
      ...(image.scan?.status === 'COMPLETE' ? { imageScanFindingsSummary: scanSummary(image.scan) } : {}),
    }
  }
}

/** ECR says by another word that some tags are excluded, and by which filters. */
export const mutabilityShape = ({ mutability, exclusions }: Repository) =>
  exclusions.length === 0
    ? { imageTagMutability: mutability }
    : {
        imageTagMutability: `${mutability}_WITH_EXCLUSION` as const,
        imageTagMutabilityExclusionFilters: exclusions.map((filter) => ({
          filterType: 'WILDCARD' as const,
          filter,
        })),
      }

export const described = (repository: Repository, registryId: string): ecr.Repository => ({
  repositoryArn: repository.arn,
  registryId,
  repositoryName: repository.name,
  repositoryUri: repository.uri,
  createdAt: repository.createdAt,
  ...mutabilityShape(repository),
  imageScanningConfiguration: { scanOnPush: repository.scanOnPush },
  encryptionConfiguration: { encryptionType: 'AES256' },
})

const hasTagStatus = (
  tags: ReadonlyMap<string, readonly string[]>,
  digest: string,
  wanted: ecr.TagStatus | undefined,
): boolean => wanted === undefined || wanted === 'ANY' || (wanted === 'TAGGED') === tags.has(digest)
