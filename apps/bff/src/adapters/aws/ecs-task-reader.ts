import { DescribeTasksCommand, paginateListTasks } from '@aws-sdk/client-ecs'
import { z } from 'zod'
import type { Clock } from '../../domain/clock.ts'
import { taskPlatform } from '../../domain/artifact/platform.ts'
import type { TaskState } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import { parseImageReference } from '../../domain/image-reference.ts'
import type { Reading } from '../../domain/reading.ts'
import type { AwsClientFactory, AwsClients } from './clients.ts'
import { readAws } from './reading.ts'

/** Only what is read of a task. */
const Reply = z.object({
  tasks: z.array(
    z.object({
      taskArn: z.string(),
      taskDefinitionArn: z.string(),
      lastStatus: z.string(),
      healthStatus: z.string().default('UNKNOWN'),
      startedAt: z.date().optional(),
      platformFamily: z.string().default('Linux'),
      attributes: z.array(z.object({ name: z.string(), value: z.string().optional() })).default([]),
      containers: z
        .array(
          z.object({
            name: z.string().optional(),
            image: z.string().optional(),
            imageDigest: z.string().optional(),
          }),
        )
        .default([]),
    }),
  ),
})

/** Tasks carry the attributes of what they were placed on. */
function platformOf({ attributes, platformFamily }: z.infer<typeof Reply>['tasks'][number]) {
  const cpu = attributes.find(({ name }) => name === 'ecs.cpu-architecture')?.value?.toUpperCase()
  if (cpu === undefined) return {}
  const platform = taskPlatform(
    { cpuArchitecture: cpu, operatingSystemFamily: platformFamily.toUpperCase() },
    [],
  )
  return platform === null ? {} : { platform }
}

const describeAtOnce = 100

async function listTaskArns({ ecs }: AwsClients, { backend }: Environment): Promise<string[]> {
  const arns: string[] = []
  const pages = paginateListTasks(
    { client: ecs, pageSize: describeAtOnce },
    { cluster: backend.cluster, serviceName: backend.service },
  )
  for await (const page of pages) arns.push(...(page.taskArns ?? []))
  return arns
}

/** Reads the tasks that a service wants to run, with the digest each has pulled. None is an empty list. */
export function createEcsTaskReader(factory: AwsClientFactory, clock: Clock) {
  const describe = async (clients: AwsClients, environment: Environment, tasks: string[]) => {
    const { cluster, container } = environment.backend
    const reply = Reply.parse(await clients.ecs.send(new DescribeTasksCommand({ cluster, tasks })))
    return reply.tasks.map((task): TaskState => {
      const main = task.containers.find(({ name }) => name === container)
      return {
        arn: task.taskArn,
        taskDefinitionArn: task.taskDefinitionArn,
        lastStatus: task.lastStatus,
        healthStatus: task.healthStatus,
        // Left out by some agents for images of other registries; what was pulled by digest cannot be another.
        imageDigest: main?.imageDigest ?? parseImageReference(main?.image ?? '').digest,
        image: main?.image ?? null,
        startedAt: task.startedAt?.toISOString() ?? null,
        otherDigests: Object.fromEntries(
          task.containers.flatMap(({ name, imageDigest }) =>
            name === undefined || name === container || imageDigest === undefined
              ? []
              : [[name, imageDigest]],
          ),
        ),
        ...platformOf(task),
      }
    })
  }

  const read = (environment: Environment): Promise<Reading<readonly TaskState[]>> => {
    const resource = `${environment.backend.cluster}/${environment.backend.service}`
    return readAws({ operation: 'ecs:DescribeTasks', resource }, clock, async () => {
      const clients = factory.for(environment)
      const arns = await listTaskArns(clients, environment)
      const batches = Array.from({ length: Math.ceil(arns.length / describeAtOnce) }, (_, index) =>
        arns.slice(index * describeAtOnce, (index + 1) * describeAtOnce),
      )
      const tasks = await Promise.all(batches.map((batch) => describe(clients, environment, batch)))
      return tasks.flat()
    })
  }
  return { read }
}
