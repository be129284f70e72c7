import {
  DescribeTaskDefinitionCommand,
  ListTaskDefinitionsCommand,
  RegisterTaskDefinitionCommand,
  type DescribeTaskDefinitionCommandOutput,
  type RegisterTaskDefinitionCommandInput,
  type TaskDefinition,
} from '@aws-sdk/client-ecs'
import { taskPlatform } from '../../domain/artifact/platform.ts'
import type { Environment } from '../../domain/environment.ts'
import { pinnedImage } from '../../domain/release/pinned-image.ts'
import {
  allRunDigest,
  releaseContainers,
  type ContainerImage,
} from '../../domain/release/release-containers.ts'
import { taskDefinitionTags, withArtifact } from '../../domain/release/task-definition.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type {
  DescribedTaskDefinition,
  TaskDefinitionPlanner,
  TaskDefinitionRequest,
} from '../../features/releases/ports.ts'
import { awsProblem } from './aws-problem.ts'
import type { AwsClientFactory } from './clients.ts'
import { sendOnce } from './send-once.ts'

/** How many of the newest revisions are looked at for one that a repeated step has registered already. */
const newestTried = 5
/** And for one that runs a digest again. */
const digestTried = 30

type Described = { readonly definition: TaskDefinition; readonly tags: Readonly<Record<string, string>> }

export type EcsTaskDefinitions = TaskDefinitionPlanner & {
  /** Registers once per release: a definition that carries the release's mark is returned instead. */
  readonly register: (
    environment: Environment,
    request: TaskDefinitionRequest & { readonly releaseId: string },
  ) => Promise<Result<string>>
}

/** Task definitions as a release reads and makes them. */
export function createEcsTaskDefinitions(factory: AwsClientFactory): EcsTaskDefinitions {
  const read = async (environment: Environment, arn: string): Promise<Result<Described>> => {
    const command = new DescribeTaskDefinitionCommand({ taskDefinition: arn, include: ['TAGS'] })
    try {
      return toDescribed(await factory.for(environment).ecs.send(command), arn)
    } catch (error) {
      return fail(awsProblem(error, 'ecs:DescribeTaskDefinition', nameOf(arn)))
    }
  }

  /** The first of the newest active revisions that `wanted` accepts. */
  const findNewest = async (
    environment: Environment,
    family: string,
    tried: number,
    wanted: (described: Described) => boolean,
  ): Promise<Result<Described | null>> => {
    const command = new ListTaskDefinitionsCommand({
      familyPrefix: family,
      status: 'ACTIVE',
      sort: 'DESC',
      maxResults: tried,
    })
    let arns: readonly string[]
    try {
      arns = (await factory.for(environment).ecs.send(command)).taskDefinitionArns ?? []
    } catch (error) {
      return fail(awsProblem(error, 'ecs:ListTaskDefinitions', family))
    }
    for (const arn of arns) {
      // One after the other: mostly one of the first is it.
      const described = await read(environment, arn)
      if (!described.ok) return described
      // The prefix of a family may be another family's name.
      if (described.value.definition.family === family && wanted(described.value)) return described
    }
    return ok(null)
  }

  const prepare = async (
    environment: Environment,
    { baseArn, artifact, commit }: TaskDefinitionRequest,
  ): Promise<Result<{ base: Described; before: Registrable; after: Registrable; image: string }>> => {
    const base = await read(environment, baseArn)
    if (!base.ok) return base
    const { container } = environment.backend
    const running = imageOf(base.value, container)
    if (running === null)
      return fail({
        code: 'aws-rejected',
        title: `The task definition ${nameOf(baseArn)} has no container ${container}; it has ${namesOf(base.value)}.`,
        detail: nameOf(baseArn),
        remedy: 'Correct backend.container in the configuration.',
      })
    const before = registrable(base.value.definition)
    const image = pinnedImage(running, environment.backend, artifact)
    return ok({
      base: base.value,
      before,
      after: withArtifact(before, {
        containers: releaseContainers(containersOf(base.value), environment).moved,
        image,
        artifact,
        commit,
      }),
      image,
    })
  }

  return {
    async describe(environment, arn) {
      const described = await read(environment, arn)
      return described.ok ? ok(toOurs(described.value, environment)) : described
    },

    async newest(environment, family) {
      const described = await read(environment, family)
      return described.ok ? ok(toOurs(described.value, environment)) : described
    },

    async findByDigest(environment, family, digest) {
      const found = await findNewest(environment, family, digestTried, (described) => {
        const containers = containersOf(described)
        const isThere = imageOf(described, environment.backend.container) !== null
        return isThere && allRunDigest(containers, environment, digest)
      })
      if (!found.ok) return found
      return ok(found.value === null ? null : toOurs(found.value, environment))
    },

    async preview(environment, request) {
      const prepared = await prepare(environment, request)
      if (!prepared.ok) return prepared
      const { before, after, image } = prepared.value
      return ok({ before, after, image })
    },

    async register(environment, request) {
      const prepared = await prepare(environment, request)
      if (!prepared.ok) return prepared
      const { base, after } = prepared.value
      const family = base.definition.family ?? ''
      const isOurs = ({ tags }: Described) => tags[taskDefinitionTags.release] === request.releaseId
      const there = await findNewest(environment, family, newestTried, isOurs)
      if (!there.ok) return there
      const existing = there.value?.definition.taskDefinitionArn
      if (existing !== undefined) return ok(existing)
      // A list may lag behind what was registered a moment ago; the family's name alone leads to its newest revision.
      const newest = await read(environment, family)
      if (!newest.ok && newest.problem.code !== 'aws-not-found') return newest
      if (newest.ok && isOurs(newest.value)) return ok(newest.value.definition.taskDefinitionArn ?? family)
      const tags = {
        ...ownTags(base.tags),
        [taskDefinitionTags.release]: request.releaseId,
        [taskDefinitionTags.version]: request.artifact.version,
      }
      const command = new RegisterTaskDefinitionCommand({ ...after, tags: toTagList(tags) })
      sendOnce(command.middlewareStack)
      try {
        const reply = await factory.for(environment).ecs.send(command)
        const arn = reply.taskDefinition?.taskDefinitionArn
        return arn === undefined ? fail(nonsense('ecs:RegisterTaskDefinition', family)) : ok(arn)
      } catch (error) {
        return fail(awsProblem(error, 'ecs:RegisterTaskDefinition', family))
      }
    },
  }
}

type Registrable = Omit<RegisterTaskDefinitionCommandInput, 'tags'>

/** What AWS adds to a definition by itself, and refuses in a new one. */
function registrable(definition: TaskDefinition): Registrable {
  const {
    taskDefinitionArn: _arn,
    revision: _revision,
    status: _status,
    requiresAttributes: _attributes,
    compatibilities: _compatibilities,
    registeredAt: _registeredAt,
    registeredBy: _registeredBy,
    deregisteredAt: _deregisteredAt,
    deleteRequestedAt: _deleteRequestedAt,
    family,
    containerDefinitions,
    ...rest
  } = definition
  return { ...rest, family, containerDefinitions }
}

function toDescribed(reply: DescribeTaskDefinitionCommandOutput, arn: string): Result<Described> {
  const { taskDefinition, tags = [] } = reply
  if (taskDefinition?.taskDefinitionArn === undefined || taskDefinition.family === undefined)
    return fail(nonsense('ecs:DescribeTaskDefinition', nameOf(arn)))
  return ok({
    definition: taskDefinition,
    tags: Object.fromEntries(tags.map(({ key = '', value = '' }) => [key, value])),
  })
}

const imageOf = ({ definition }: Described, container: string): string | null =>
  definition.containerDefinitions?.find(({ name }) => name === container)?.image ?? null

const namesOf = ({ definition }: Described): string =>
  definition.containerDefinitions?.map(({ name }) => name).join(', ') || 'none at all'

const toOurs = (described: Described, { backend }: Environment): DescribedTaskDefinition => ({
  arn: described.definition.taskDefinitionArn ?? '',
  family: described.definition.family ?? '',
  active: described.definition.status === 'ACTIVE',
  image: imageOf(described, backend.container) ?? '',
  containers: containersOf(described),
  tags: described.tags,
  platform: taskPlatform(
    described.definition.runtimePlatform ?? {},
    described.definition.requiresCompatibilities ?? [],
  ),
})

const containersOf = ({ definition }: Described): ContainerImage[] =>
  (definition.containerDefinitions ?? []).map(({ name = '', image = '' }) => ({ name, image }))

/** Tags in the namespace of AWS cannot be given by anybody. */
const ownTags = (tags: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(tags).filter(([key]) => !key.toLowerCase().startsWith('aws:')))

const toTagList = (tags: Readonly<Record<string, string>>) =>
  Object.entries(tags).map(([key, value]) => ({ key, value }))

const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1)

const nonsense = (operation: string, resource: string) =>
  awsProblem(new SyntaxError('a part of the answer that must be there is missing'), operation, resource)
