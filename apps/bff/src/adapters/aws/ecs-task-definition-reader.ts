import { DescribeTaskDefinitionCommand, paginateListTaskDefinitions } from '@aws-sdk/client-ecs'
import type { Problem } from '@lockstep/shared-types/problem'
import { z } from 'zod'
import type { Clock } from '../../domain/clock.ts'
import { taskPlatform } from '../../domain/artifact/platform.ts'
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
    requiresCompatibilities: z.array(z.string()).default([]),
    runtimePlatform: z
      .object({ cpuArchitecture: z.string().optional(), operatingSystemFamily: z.string().optional() })
      .default({}),
    containerDefinitions: z.array(
      z.object({
        name: z.string(),
        image: z.string(),
        essential: z.boolean().default(true),
        dependsOn: z.array(z.object({ containerName: z.string() })).default([]),
        versionConsistency: z.string().optional(),
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
const listedRevisions = 100
/** Each costs a call the first time. */
const triedRevisions = 100

const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1)
const revisionOf = (arn: string): number => Number(arn.slice(arn.lastIndexOf(':') + 1))

function toState({ taskDefinition, tags }: Reply, containerName: string): TaskDefinitionState {
  const containers = taskDefinition.containerDefinitions
  const container = containers.find(({ name }) => name === containerName)
  const waitedFor = new Set(
    containers.flatMap(({ dependsOn }) => dependsOn.map(({ containerName: waited }) => waited)),
  )
  return {
    arn: taskDefinition.taskDefinitionArn,
    family: taskDefinition.family,
    revision: taskDefinition.revision,
    image: container?.image ?? null,
    containers: containers.map(({ name, image, essential, versionConsistency }) => ({
      name,
      image,
      isNeeded: essential || waitedFor.has(name),
      keepsDigest: versionConsistency !== 'disabled',
    })),
    platform: taskPlatform(taskDefinition.runtimePlatform, taskDefinition.requiresCompatibilities),
    registeredAt: taskDefinition.registeredAt?.toISOString() ?? null,
    registeredBy: taskDefinition.registeredBy ?? null,
    environment: Object.fromEntries((container?.environment ?? []).map(({ name, value }) => [name, value])),
    tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])),
  }
}

/**
 * Reads a task definition with its tags. A revision never changes, so each is read once and kept.
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

  const describe = async (environment: Environment, arn: string): Promise<TaskDefinitionState> => {
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

  /** ARNs of the family's active revisions before this one, the newest first, page by page. */
  async function* listEarlier(environment: Environment, { family, revision }: TaskDefinitionState) {
    const pages = paginateListTaskDefinitions(
      { client: factory.for(environment).ecs, pageSize: listedRevisions },
      { familyPrefix: family, status: 'ACTIVE', sort: 'DESC' },
    )
    for await (const page of pages)
      yield* List.parse(page).taskDefinitionArns.filter((arn) => revisionOf(arn) < revision)
  }

  const findEarlier = async <T>(
    environment: Environment,
    current: TaskDefinitionState,
    find: (earlier: TaskDefinitionState) => Promise<Reading<T>>,
  ): Promise<Reading<T>> => {
    const source = { operation: 'ecs:ListTaskDefinitions', resource: current.family }
    const looked = await readAws(source, clock, async () => {
      let tried = 0
      for await (const arn of listEarlier(environment, current)) {
        if (++tried > triedRevisions) return tooMany(current.family)
        // One after the other: nearly always the first one is it.
        const earlier = await describe(environment, arn)
        // The prefix of a family may be another family's name.
        const found = earlier.family === current.family ? await find(earlier) : null
        if (found !== null && found.state !== 'absent') return found
      }
      return undefined
    })
    if (looked.state !== 'read') return looked
    const { source: from, readAt } = looked
    return 'state' in looked.value
      ? looked.value
      : { state: 'unreadable', source: from, readAt, problem: looked.value }
  }
  return { read, active, findEarlier }
}

const tooMany = (family: string): Problem => ({
  code: 'not-found',
  title: `The last ${triedRevisions} revisions of ${family} hold no other version that is there; older ones were not looked at.`,
  detail: family,
  remedy: 'Deregister revisions that nobody needs, or choose a version from the list.',
})
