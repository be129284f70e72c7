import type { Environment } from '../environment.ts'
import { parseImageReference, type ImageReference } from '../image-reference.ts'
import { commonTask } from './common-digest.ts'
import type { Observation, TaskDefinitionState } from './observation.ts'
import { instructions } from './remedies.ts'
import type { Finding } from './rule.ts'
import { shortTaskDefinition } from './words.ts'

const parse = (image: string | null | undefined): ImageReference | null =>
  image == null ? null : parseImageReference(image)

/** Where the running tasks' image comes from: by what they were started with, else by the task definition. */
export function runningSource({
  tasks,
  taskDefinition,
}: Pick<Observation, 'tasks' | 'taskDefinition'>): ImageReference | null {
  const task = tasks.state === 'read' ? commonTask(tasks.value) : null
  const asked = taskDefinition.state === 'read' ? taskDefinition.value.image : null
  return parse(task?.image) ?? parse(asked)
}

/** Host and repository, as far as the reference names them. */
const nameOf = ({ registry, repository }: ImageReference): string =>
  registry === null ? repository : `${registry}/${repository}`

const isOurs = ({ registry, repository }: ImageReference, { backend }: Environment): boolean =>
  repository === backend.repository && (backend.registry === null || registry === backend.registry)

/** That what runs, or is asked for, is another application's image; null when it is not. Without its full stop. */
export function foreignImage(o: Observation, environment: Environment): string | null {
  const asked = o.taskDefinition.state === 'read' ? parse(o.taskDefinition.value.image) : null
  const running = runningSource(o)
  const [who, image] =
    running !== null && !isOurs(running, environment)
      ? ['the tasks run an image of', running]
      : ['the task definition asks for an image of', asked]
  if (image === null || isOurs(image, environment)) return null
  const { registry, repository } = environment.backend
  return `${who} ${nameOf(image)}, and the configuration names ${nameOf({ ...image, registry, repository })}`
}

/** That the task definition has no container of the configured name; null when it has. Without its full stop. */
export function missingContainer(definition: TaskDefinitionState, environment: Environment): string | null {
  if (definition.image !== null) return null
  const names = definition.containers.map(({ name }) => name).join(', ')
  return `the task definition ${shortTaskDefinition(definition.arn)} has no container ${environment.backend.container}; it has ${names || 'none at all'}`
}

const upperFirst = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`

/** When the configuration does not fit what is deployed: nothing of it can then be compared. Null when it fits. */
export function misconfigured(o: Observation, environment: Environment): Finding | null {
  const { backend } = environment
  const definition = o.taskDefinition.state === 'read' ? o.taskDefinition.value : null
  const missing = definition && missingContainer(definition, environment)
  if (missing !== null)
    return {
      status: 'fail',
      half: 'backend',
      expected: `a container ${backend.container}`,
      observed: definition?.containers.map(({ name }) => name).join(', ') ?? null,
      sentence: `${upperFirst(missing)}.`,
      remedy: instructions(
        'Correct the container',
        `Set backend.container to the container that runs the application, or call it ${backend.container} in the task definition.`,
      ),
    }
  const foreign = foreignImage(o, environment)
  if (foreign === null) return null
  return {
    status: 'fail',
    half: 'backend',
    expected: `an image of ${backend.repository}`,
    observed: runningSource(o)?.repository ?? null,
    sentence: `${upperFirst(foreign)}: this is another application.`,
    remedy: instructions(
      'Find out which is right',
      `If the service runs the right application, correct backend.repository (and backend.service); if not, deploy an image of ${backend.repository}.`,
    ),
  }
}

/**
 * That the frontend names another registry for a repository of this name than the running image comes from: a tag is
 * the name of another build there. Null when it does not, when the digest says that it is the same image, or when the
 * configuration says which registry is right. Without its full stop.
 */
export function otherRegistry(
  o: Pick<Observation, 'edge' | 'tasks' | 'taskDefinition'>,
  environment: Environment,
  digest: string,
): string | null {
  if (environment.backend.registry !== null) return null
  const { versionFile } = o.edge
  const named = versionFile.state === 'read' ? parse(versionFile.value.backendImage) : null
  const running = runningSource(o)
  if (named === null || running === null || named.repository !== running.repository) return null
  if (named.digest === digest || named.registry === null || running.registry === null) return null
  if (named.registry === running.registry) return null
  return `the tasks run an image of ${nameOf(running)}, and version.txt names ${nameOf(named)}`
}
