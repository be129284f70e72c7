import type { ImageIdentifier } from '@aws-sdk/client-ecr'
import { AwsError } from '../../wire/aws-error.ts'
import type { Repository } from '../../world/ecr/repository.ts'
import { page, type Page } from '../paging.ts'

export const imageNotFound = (repository: string, registryId: string, id: ImageIdentifier): AwsError =>
  new AwsError(
    'ImageNotFoundException',
    `The image with imageId {imageDigest:'${id.imageDigest ?? 'null'}', imageTag:'${id.imageTag ?? 'null'}'} does not exist within the repository with name '${repository}' in the registry with id '${registryId}'`,
  )

/** Tags by digest, made once for a whole listing. */
export function tagIndex(repository: Repository): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>()
  for (const [tag, digest] of repository.tags) index.set(digest, [...(index.get(digest) ?? []), tag])
  return index
}

/** A page as ECR cuts it: 100 unless asked for, 1000 at most. */
export function pageOf<Item>(
  all: readonly Item[],
  { maxResults, nextToken }: { maxResults?: number | undefined; nextToken?: string | undefined },
): Page<Item> {
  if (maxResults !== undefined && (maxResults < 1 || maxResults > 1000)) {
    throw new AwsError('InvalidParameterException', 'maxResults must be between 1 and 1000')
  }
  return page(all, nextToken, maxResults ?? 100)
}
