import type * as ecr from '@aws-sdk/client-ecr'
import { AwsError } from '../../wire/aws-error.ts'
import type { Handlers } from '../../wire/handlers.ts'
import type { Reach, Reached } from './reach.ts'

/** Who else may use a repository. */
export function policyHandlers(reach: Reach): Handlers<typeof ecr> {
  const answer = ({ registryId, repositoryName }: Reached, policyText: string) => ({
    registryId,
    repositoryName,
    policyText,
  })
  const policyOf = ({ registryId, repositoryName, repository }: Reached): string => {
    if (repository.policy !== null) return repository.policy
    throw new AwsError(
      'RepositoryPolicyNotFoundException',
      `Repository policy does not exist for the repository with name '${repositoryName}' in the registry with id '${registryId}'`,
    )
  }
  return {
    SetRepositoryPolicy(input, call) {
      const reached = reach(input, call)
      const { policyText = '' } = input
      if (!isJsonObject(policyText))
        throw new AwsError(
          'InvalidParameterException',
          "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided'",
        )
      reached.repository.policy = policyText
      return answer(reached, policyText)
    },
    GetRepositoryPolicy(input, call) {
      const reached = reach(input, call)
      return answer(reached, policyOf(reached))
    },
    DeleteRepositoryPolicy(input, call) {
      const reached = reach(input, call)
      const gone = policyOf(reached)
      reached.repository.policy = null
      return answer(reached, gone)
    },
  }
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null
  } catch {
    return false
  }
}
