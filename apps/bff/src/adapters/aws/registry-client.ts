import type { ECRClient } from '@aws-sdk/client-ecr'
import type { Problem } from '@lockstep/shared-types/problem'
import type { Environment } from '../../domain/environment.ts'
import { parseRegistryHost } from '../../domain/registry-host.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { AwsClientFactory } from './clients.ts'

/** A client of the region of a registry, and what each call has to name it by. */
export type RegistryClient = {
  readonly ecr: ECRClient
  /** Empty for the caller's own registry. */
  readonly registry: { readonly registryId?: string }
}

/** The registry behind a host, of whatever account and region; without a host, the environment's own. */
export function registryClient(
  factory: AwsClientFactory,
  { aws }: Pick<Environment, 'aws'>,
  host: string | null,
): Result<RegistryClient> {
  if (host === null) return ok({ ecr: factory.for({ aws }).ecr, registry: {} })
  const place = parseRegistryHost(host)
  if (place === null) return fail(otherRegistry(host))
  const { registryId, region } = place
  return ok({ ecr: factory.for({ aws: { ...aws, region } }).ecr, registry: { registryId } })
}

const otherRegistry = (host: string): Problem => ({
  code: 'artifact-unreadable',
  title: `The registry ${host} is none of ECR: Lockstep cannot ask it.`,
  detail: host,
  remedy: 'Keep the images of this application in ECR, for instance behind a pull through cache.',
})
