import type * as ecr from '@aws-sdk/client-ecr'
import { AwsError } from '../../wire/aws-error.ts'
import type { Handlers } from '../../wire/handlers.ts'
import type { Ecr } from '../../world/ecr.ts'
import { described, mutabilityShape } from './describe-handlers.ts'
import type { Reach } from './reach.ts'

/** Pattern and lengths: ECR API reference, CreateRepository. */
const repositoryName = /^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/

/** Repositories themselves. */
export function repositoryHandlers(own: Ecr, reach: Reach): Handlers<typeof ecr> {
  return {
    CreateRepository(input) {
      const { repositoryName: name = '' } = input
      if (name.length < 2 || name.length > 256 || !repositoryName.test(name))
        throw new AwsError(
          'InvalidParameterException',
          `Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression '${repositoryName.source}''`,
        )
      if (own.repositories.has(name))
        throw new AwsError(
          'RepositoryAlreadyExistsException',
          `The repository with name '${name}' already exists in the registry with id '${own.registryId}'`,
        )
      const created = own.createRepository(
        name,
        mutabilityOf(input.imageTagMutability),
        undefined,
        input.imageScanningConfiguration?.scanOnPush ?? false,
      )
      created.exclusions = exclusionsOf(input)
      return { repository: described(created, own.registryId) }
    },
    DeleteRepository(input, call) {
      const { registry, registryId, repositoryName: name, repository } = reach(input, call)
      if (repository.images.size > 0 && input.force !== true)
        throw new AwsError(
          'RepositoryNotEmptyException',
          `The repository with name '${name}' in registry with id '${registryId}' cannot be deleted because it still contains images`,
        )
      registry.repositories.delete(name)
      return { repository: described(repository, registryId) }
    },
    PutImageTagMutability(input, call) {
      const { registryId, repositoryName: name, repository } = reach(input, call)
      repository.exclusions = exclusionsOf(input)
      repository.mutability = mutabilityOf(input.imageTagMutability)
      return { registryId, repositoryName: name, ...mutabilityShape(repository) }
    },
  }
}

const mutabilityOf = (asked: string | undefined): 'MUTABLE' | 'IMMUTABLE' =>
  asked?.startsWith('IMMUTABLE') === true ? 'IMMUTABLE' : 'MUTABLE'

type Mutability = Pick<
  ecr.PutImageTagMutabilityRequest,
  'imageTagMutability' | 'imageTagMutabilityExclusionFilters'
>

/** Filters and the word that announces them go together. */
function exclusionsOf({
  imageTagMutability,
  imageTagMutabilityExclusionFilters,
}: Partial<Mutability>): string[] {
  const filters = (imageTagMutabilityExclusionFilters ?? []).map(({ filter = '' }) => filter)
  const announced = imageTagMutability?.endsWith('_WITH_EXCLUSION') === true
  if (announced !== filters.length > 0)
    throw new AwsError(
      'InvalidParameterException',
      'imageTagMutabilityExclusionFilters must be given with, and only with, a mutability WITH_EXCLUSION.',
    )
  return filters
}
