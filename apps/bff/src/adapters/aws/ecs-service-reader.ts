import { DescribeServicesCommand } from '@aws-sdk/client-ecs'
import { z } from 'zod'
import type { Clock } from '../../domain/clock.ts'
import type { ServiceState } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import { createBatcher } from './batch.ts'
import type { AwsClientFactory } from './clients.ts'
import { readAws } from './reading.ts'
import { ServiceReply, toServiceState } from './service-state.ts'

const Reply = z.object({
  services: z.array(z.unknown()).default([]),
  failures: z.array(z.object({ arn: z.string().default(''), reason: z.string().default('') })).default([]),
})
const Named = z.object({ serviceName: z.string() })

/** `raw` is null for a service that is not there. */
type Found = { readonly raw: unknown }

const nameOf = (arnOrName: string): string => arnOrName.slice(arnOrName.lastIndexOf('/') + 1)

/**
 * Reads ECS services, ten of a cluster in one DescribeServices call when they are asked for together.
 * A service that was deleted (INACTIVE) is absent.
 */
export function createEcsServiceReader(factory: AwsClientFactory, clock: Clock) {
  const describe = createBatcher<Environment, Found>({
    size: 10,
    group: ({ aws, backend }) => JSON.stringify([aws, backend.cluster]),
    read: async (environments) => {
      const [first] = environments
      if (first === undefined) return []
      const services = [...new Set(environments.map(({ backend }) => backend.service))]
      const reply = Reply.parse(
        await factory
          .for(first)
          .ecs.send(new DescribeServicesCommand({ cluster: first.backend.cluster, services })),
      )
      return environments.map(({ backend }) => {
        const name = nameOf(backend.service)
        const raw = reply.services.find((service) => Named.safeParse(service).data?.serviceName === name)
        if (raw !== undefined) return { raw }
        const missing = reply.failures.some(
          (failure) => nameOf(failure.arn) === name && failure.reason === 'MISSING',
        )
        // Neither found nor said to be missing: not a service, so that parsing it fails.
        return { raw: missing ? null : reply }
      })
    },
  })

  const read = (environment: Environment): Promise<Reading<ServiceState>> => {
    const { cluster, service } = environment.backend
    const resource = `${cluster}/${nameOf(service)}`
    return readAws({ operation: 'ecs:DescribeServices', resource }, clock, async () => {
      const { raw } = await describe(environment)
      if (raw === null) return undefined
      const parsed = ServiceReply.parse(raw)
      return parsed.status === 'INACTIVE' ? undefined : toServiceState(parsed)
    })
  }
  return { read }
}
