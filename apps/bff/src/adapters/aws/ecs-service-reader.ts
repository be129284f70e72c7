import { DescribeServicesCommand } from '@aws-sdk/client-ecs'
import { z } from 'zod'
import type { Clock } from '../../domain/clock.ts'
import type { ServiceState } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import { createBatcher } from './batch.ts'
import type { AwsClientFactory } from './clients.ts'
import { readAws } from './reading.ts'

const Deployment = z.object({
  id: z.string(),
  status: z.string(),
  taskDefinition: z.string(),
  rolloutState: z.string().optional(),
  rolloutStateReason: z.string().optional(),
  desiredCount: z.number(),
  runningCount: z.number(),
  failedTasks: z.number().default(0),
  createdAt: z.date(),
  updatedAt: z.date(),
})

/** Only what is read of a service. */
const Service = z.object({
  serviceArn: z.string(),
  serviceName: z.string(),
  status: z.string(),
  taskDefinition: z.string(),
  desiredCount: z.number(),
  runningCount: z.number(),
  pendingCount: z.number(),
  createdAt: z.date().optional(),
  deployments: z.array(Deployment).default([]),
  events: z.array(z.object({ id: z.string(), createdAt: z.date(), message: z.string() })).default([]),
  loadBalancers: z
    .array(
      z.object({
        targetGroupArn: z.string().optional(),
        // Of a service that ECS shifts: its tasks are in the one or the other.
        advancedConfiguration: z.object({ alternateTargetGroupArn: z.string().optional() }).optional(),
      }),
    )
    .default([]),
})

const Reply = z.object({
  services: z.array(z.unknown()).default([]),
  failures: z.array(z.object({ arn: z.string().default(''), reason: z.string().default('') })).default([]),
})
const Named = z.object({ serviceName: z.string() })

/** The newest events are enough to say what happens now; AWS keeps 100. */
const keptEvents = 30

export function toServiceState(service: z.infer<typeof Service>): ServiceState {
  const deployments = service.deployments.toSorted(
    (a, b) => Number(b.status === 'PRIMARY') - Number(a.status === 'PRIMARY'),
  )
  return {
    serviceArn: service.serviceArn,
    status: service.status,
    taskDefinitionArn: service.taskDefinition,
    desired: service.desiredCount,
    running: service.runningCount,
    pending: service.pendingCount,
    createdAt: service.createdAt?.toISOString() ?? null,
    deployments: deployments.map((deployment) => ({
      id: deployment.id,
      status: deployment.status,
      taskDefinitionArn: deployment.taskDefinition,
      rolloutState: deployment.rolloutState ?? null,
      rolloutReason: deployment.rolloutStateReason ?? null,
      desired: deployment.desiredCount,
      running: deployment.runningCount,
      failedTasks: deployment.failedTasks,
      createdAt: deployment.createdAt.toISOString(),
      updatedAt: deployment.updatedAt.toISOString(),
    })),
    events: service.events
      .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
      .slice(0, keptEvents)
      .map((event) => ({ id: event.id, at: event.createdAt.toISOString(), message: event.message })),
    targetGroupArns: service.loadBalancers.flatMap(({ targetGroupArn, advancedConfiguration }) =>
      [targetGroupArn, advancedConfiguration?.alternateTargetGroupArn].filter((arn) => arn !== undefined),
    ),
  }
}

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
      const parsed = Service.parse(raw)
      return parsed.status === 'INACTIVE' ? undefined : toServiceState(parsed)
    })
  }
  return { read }
}
