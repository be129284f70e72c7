import { AwsError } from '../../wire/aws-error.ts'
import type { CallContext } from '../../wire/handlers.ts'
import { accessDenied, mayUse } from '../../world/ecr/access.ts'
import type { Repository } from '../../world/ecr/repository.ts'
import type { Ecr } from '../../world/ecr.ts'

type Named = { readonly registryId?: string | undefined; readonly repositoryName?: string | undefined }

export type Reached = {
  readonly registry: Ecr
  readonly registryId: string
  readonly repositoryName: string
  readonly repository: Repository
}

/** Finds what a call speaks of, in the registry that it names, if the caller may. */
export type Reach = {
  (input: Named, call: CallContext): Reached
  registry(input: Named, call: CallContext): Ecr
}

export function createReach(own: Ecr, principalOf: (accessKeyId: string) => string): Reach {
  const callerOf = ({ accessKeyId }: CallContext) => ({
    accountId: own.registryId,
    principal: principalOf(accessKeyId ?? ''),
  })
  const reach = (input: Named, call: CallContext): Reached => {
    const { repositoryName = '' } = input
    const registryId = registryIdOf(input, own)
    const registry = own.registryOf(registryId)
    const found = registry.repositories.get(repositoryName)
    const caller = callerOf(call)
    const action = `ecr:${call.operation}`
    // believed: another account's repository that is not there is denied like one that is, for IAM answers first
    // (not looked up).
    if (!mayUse(registryId, found, caller, action)) {
      const { accountId, region } = { accountId: registryId, region: regionOf(own) }
      const resource = `arn:aws:ecr:${region}:${accountId}:repository/${repositoryName}`
      throw accessDenied(caller, action, resource, registryId === own.registryId ? 'denied' : 'not allowed')
    }
    return { registry, registryId, repositoryName, repository: registry.repository(repositoryName) }
  }
  return Object.assign(reach, {
    registry(input: Named, call: CallContext): Ecr {
      const registryId = registryIdOf(input, own)
      // A list of all repositories is no repository's to allow.
      if (registryId !== own.registryId)
        throw accessDenied(
          callerOf(call),
          `ecr:${call.operation}`,
          `arn:aws:ecr:${regionOf(own)}:${registryId}:repository/*`,
          'not allowed',
        )
      return own
    },
  })
}

const regionOf = ({ registryHost }: Ecr): string => registryHost.split('.')[3] ?? ''

/** Pattern: ECR API reference, `registryId`. */
function registryIdOf({ registryId }: Named, own: Ecr): string {
  if (registryId !== undefined && !/^\d{12}$/.test(registryId))
    throw new AwsError(
      'InvalidParameterException',
      `Invalid parameter at 'registryId' failed to satisfy constraint: 'must satisfy regular expression '[0-9]{12}''`,
    )
  return registryId ?? own.registryId
}
