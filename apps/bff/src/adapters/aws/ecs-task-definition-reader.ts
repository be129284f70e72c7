import { DescribeTaskDefinitionCommand } from '@aws-sdk/client-ecs'
import { z } from 'zod'
import type { Clock } from '../../domain/clock.ts'
import type { TaskDefinitionState } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import type { AwsClientFactory } from './clients.ts'
import { readAws } from './reading.ts'

/** Only what is read of a task definition. */
const Reply = z.object({
  taskDefinition: z.object({
    taskDefinitionArn: z.string(),
    family: z.string(),
    revision: z.number(),
    registeredAt: z.date().optional(),
    registeredBy: z.string().optional(),
    containerDefinitions: z.array(
      z.object({
        name: z.string(),
        image: z.string(),
        environment: z.array(z.object({ name: z.string(), value: z.string().default('') })).default([]),
      }),
    ),
  }),
  tags: z.array(z.object({ key: z.string(), value: z.string().default('') })).default([]),
})

const cachedDefinitions = 2_000

/**
 * Reads a task definition with its tags. A revision never changes, so each is read once and kept;
 * one whose artifact container is not there is absent, as far as the artifact goes.
 */
export function createEcsTaskDefinitionReader(factory: AwsClientFactory, clock: Clock) {
  const cache = new Map<string, z.infer<typeof Reply>>()

  const describe = async (environment: Environment, arn: string): Promise<z.infer<typeof Reply>> => {
    const key = JSON.stringify([environment.aws, arn])
    const cached = cache.get(key)
    if (cached !== undefined) return cached
    const command = new DescribeTaskDefinitionCommand({ taskDefinition: arn, include: ['TAGS'] })
    const reply = Reply.parse(await factory.for(environment).ecs.send(command))
    if (cache.size >= cachedDefinitions) cache.clear()
    cache.set(key, reply)
    return reply
  }

  const read = (environment: Environment, arn: string): Promise<Reading<TaskDefinitionState>> => {
    const resource = arn.slice(arn.lastIndexOf('/') + 1)
    return readAws({ operation: 'ecs:DescribeTaskDefinition', resource }, clock, async () => {
      const { taskDefinition, tags } = await describe(environment, arn)
      const container = taskDefinition.containerDefinitions.find(
        ({ name }) => name === environment.backend.container,
      )
      if (container === undefined) return undefined
      return {
        arn: taskDefinition.taskDefinitionArn,
        family: taskDefinition.family,
        revision: taskDefinition.revision,
        image: container.image,
        registeredAt: taskDefinition.registeredAt?.toISOString() ?? null,
        registeredBy: taskDefinition.registeredBy ?? null,
        environment: Object.fromEntries(container.environment.map(({ name, value }) => [name, value])),
        tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])),
      }
    })
  }
  return { read }
}
