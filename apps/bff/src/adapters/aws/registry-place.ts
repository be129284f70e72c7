import type { Problem } from '@lockstep/shared-types/problem'
import type { Clock } from '../../domain/clock.ts'
import { systemClock } from '../../domain/clock.ts'
import { environmentKey, type Environment } from '../../domain/environment.ts'
import { parseImageReference } from '../../domain/image-reference.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { AwsClientFactory } from './clients.ts'
import { createEcsServiceReader } from './ecs-service-reader.ts'
import { createEcsTaskDefinitionReader } from './ecs-task-definition-reader.ts'
import { registryClient, type RegistryClient } from './registry-client.ts'

/** Where the images of an environment's repository are. */
export type RegistryPlace = RegistryClient & {
  /** The same for all environments whose images are in one repository of one registry. */
  readonly key: string
  /** Why it could not be told, so that it is only a guess: what is not found there may be elsewhere. */
  readonly unsure: Problem | null
}
export type FindRegistryPlace = (environment: Environment) => Promise<Result<RegistryPlace>>

type Host = { readonly host: string | null; readonly unsure: Problem | null }

/** A service moves to another registry hardly ever. */
const keptMilliseconds = 10 * 60_000

/**
 * Finds the registry of an environment's repository: the configured one, else that of the image that the service asks
 * for, else the environment's own. A registry of another account or region is named by nothing else.
 */
export function createRegistryPlace(
  factory: AwsClientFactory,
  clock: Clock = systemClock,
): FindRegistryPlace {
  const readService = createEcsServiceReader(factory, clock).read
  const readDefinition = createEcsTaskDefinitionReader(factory, clock).read
  const kept = new Map<string, { readonly at: number; readonly host: Promise<Host> }>()

  const discover = async (environment: Environment): Promise<Host> => {
    const service = await readService(environment)
    if (service.state === 'unreadable') return { host: null, unsure: service.problem }
    const arn = service.state === 'read' ? service.value.taskDefinitionArn : null
    if (arn === null) return { host: null, unsure: null }
    const definition = await readDefinition(environment, arn)
    if (definition.state === 'unreadable') return { host: null, unsure: definition.problem }
    const image = definition.state === 'read' ? definition.value.image : null
    const { registry, repository } = parseImageReference(image ?? '')
    // Another application's image says nothing of where this one's are.
    return { host: repository === environment.backend.repository ? registry : null, unsure: null }
  }

  const hostOf = async (environment: Environment): Promise<Host> => {
    const { registry } = environment.backend
    if (registry !== null) return { host: registry, unsure: null }
    const key = environmentKey(environment)
    const now = clock.now().getTime()
    const known = kept.get(key)
    if (known !== undefined && Math.abs(now - known.at) < keptMilliseconds) return known.host
    const host = discover(environment)
    kept.set(key, { at: now, host })
    // What could not be told is asked again the next time.
    if ((await host).unsure !== null) kept.delete(key)
    return host
  }

  return async (environment) => {
    const { host, unsure } = await hostOf(environment)
    const client = registryClient(factory, environment, host)
    if (!client.ok) return fail(client.problem)
    const { aws, backend } = environment
    const key = JSON.stringify([host ?? aws.region, aws.roleArn, backend.repository])
    return ok({ ...client.value, key, unsure })
  }
}
