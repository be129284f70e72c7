import { DescribeTaskDefinitionCommand, ListTaskDefinitionsCommand } from '@aws-sdk/client-ecs'
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
    status: z.string().default('ACTIVE'),
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

type Reply = z.infer<typeof Reply>

const List = z.object({ taskDefinitionArns: z.array(z.string()).default([]) })

const operation = 'ecs:DescribeTaskDefinition'
const cachedDefinitions = 2_000
const listedRevisions = 20
const triedRevisions = 5

const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1)
const revisionOf = (arn: string): number => Number(arn.slice(arn.lastIndexOf(':') + 1))

function toState({ taskDefinition, tags }: Reply, containerName: string): TaskDefinitionState | undefined {
  const container = taskDefinition.containerDefinitions.find(({ name }) => name === containerName)
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
}

/**
 * Reads a task definition with its tags. A revision never changes, so each is read once and kept;
 * one whose artifact container is not there is absent, as far as the artifact goes.
 */
export function createEcsTaskDefinitionReader(factory: AwsClientFactory, clock: Clock) {
  const cache = new Map<string, Reply>()

  const ask = async (environment: Environment, arn: string): Promise<Reply> => {
    const command = new DescribeTaskDefinitionCommand({ taskDefinition: arn, include: ['TAGS'] })
    const reply = Reply.parse(await factory.for(environment).ecs.send(command))
    if (cache.size >= cachedDefinitions) cache.clear()
    cache.set(JSON.stringify([environment.aws, arn]), reply)
    return reply
  }

  const describe = async (
    environment: Environment,
    arn: string,
  ): Promise<TaskDefinitionState | undefined> => {
    const reply = cache.get(JSON.stringify([environment.aws, arn])) ?? (await ask(environment, arn))
    return toState(reply, environment.backend.container)
  }

  const read = (environment: Environment, arn: string): Promise<Reading<TaskDefinitionState>> =>
    readAws({ operation, resource: nameOf(arn) }, clock, () => describe(environment, arn))

  const active = (environment: Environment, arn: string): Promise<Reading<boolean>> =>
    readAws({ operation, resource: nameOf(arn) }, clock, async () => {
      const { taskDefinition } = await ask(environment, arn)
      return taskDefinition.status === 'ACTIVE'
    })

  const previous = (
    environment: Environment,
    current: TaskDefinitionState,
  ): Promise<Reading<TaskDefinitionState>> => {
    const source = { operation: 'ecs:ListTaskDefinitions', resource: current.family }
    return readAws(source, clock, async () => {
      const command = new ListTaskDefinitionsCommand({
        familyPrefix: current.family,
        status: 'ACTIVE',
        sort: 'DESC',
        maxResults: listedRevisions,
      })
      const { taskDefinitionArns: arns } = List.parse(await factory.for(environment).ecs.send(command))
      const earlier = arns.filter((arn) => revisionOf(arn) < current.revision).slice(0, triedRevisions)
      for (const arn of earlier) {
        // One after the other: nearly always the first one differs.
        const candidate = await describe(environment, arn)
        if (candidate !== undefined && candidate.image !== current.image) return candidate
      }
      return undefined
    })
  }
  return { read, active, previous }
}
