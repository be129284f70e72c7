import type { Clock } from '../../domain/clock.ts'
import { commonDigest } from '../../domain/drift/common-digest.ts'
import type { Observation } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import { parseImageReference } from '../../domain/image-reference.ts'
import type { Reading } from '../../domain/reading.ts'
import { candidateFromRelease, candidateFromRevision, toReadiness } from './observe-rollback.ts'
import type { ImageWanted, ObservationReaders, RollbackTarget } from './ports.ts'
import { withDeadline } from './with-deadline.ts'

export type BackendObservation = Pick<
  Observation,
  'service' | 'taskDefinition' | 'tasks' | 'targets' | 'tag' | 'runningImage' | 'rollback'
>

/** Goes on with a value that was read; what is not there or not known stays so for what depends on it. */
const chain = async <T, U>(
  reading: Reading<T>,
  next: (value: T) => Promise<Reading<U>>,
): Promise<Reading<U>> => (reading.state === 'read' ? next(reading.value) : reading)

const absent = ({ source, readAt }: Reading<unknown>): Reading<never> => ({ state: 'absent', source, readAt })

/** The images that the task definition's tag and the running tasks name. */
function imagesWanted(
  environment: Environment,
  { taskDefinition, tasks }: Pick<BackendObservation, 'taskDefinition' | 'tasks'>,
): { readonly tag: ImageWanted | null; readonly running: ImageWanted | null } {
  const image = taskDefinition.state === 'read' ? parseImageReference(taskDefinition.value.image) : null
  const registry = image?.registry ?? null
  const repository = image?.repository ?? environment.backend.repository
  const tag = image?.tag ?? null
  const digest = tasks.state === 'read' ? commonDigest(tasks.value) : null
  return {
    tag: tag === null ? null : { registry, repository, tag, digest: null },
    running: digest === null ? null : { registry, repository, digest },
  }
}

/**
 * Makes the verb that reads the backend: the service, what hangs on it, then in one call the images that
 * the task definition, the tasks and the version to go back to name.
 */
export function createBackendObserver(deps: {
  readonly readers: ObservationReaders
  readonly clock: Clock
  readonly readDeadlineMilliseconds: number
}) {
  const { readers, clock, readDeadlineMilliseconds } = deps
  const within = <T>(source: string, read: () => Promise<Reading<T>>): Promise<Reading<T>> =>
    withDeadline<T>(source, readDeadlineMilliseconds, clock, read)

  return async (
    environment: Environment,
    rollbackTarget: Promise<Reading<RollbackTarget>>,
  ): Promise<BackendObservation> => {
    const asked = within('ecs:DescribeServices', () => readers.service(environment))
    const askedDefinition = asked.then((service) =>
      chain(service, ({ taskDefinitionArn }) =>
        within('ecs:DescribeTaskDefinition', () => readers.taskDefinition(environment, taskDefinitionArn)),
      ),
    )
    const findCandidate = async () => {
      const target = await rollbackTarget
      if (target.state === 'unreadable') return target
      const current = await askedDefinition
      return within('ecs:ListTaskDefinitions', () =>
        target.state === 'read'
          ? candidateFromRelease(readers, environment, target)
          : candidateFromRevision(readers, environment, current),
      )
    }
    const [service, taskDefinition, tasks, targets, candidate] = await Promise.all([
      asked,
      askedDefinition,
      within('ecs:DescribeTasks', () => readers.tasks(environment)),
      asked.then((found) =>
        chain(found, ({ targetGroupArns }) =>
          within('elasticloadbalancing:DescribeTargetHealth', () =>
            readers.targets(environment, targetGroupArns),
          ),
        ),
      ),
      findCandidate(),
    ])

    const { tag, running } = imagesWanted(environment, { taskDefinition, tasks })
    const rollback = candidate.state === 'read' ? candidate.value.image : null
    const wanted = [tag, running, rollback].filter((image) => image !== null)
    const images = wanted.length === 0 ? Promise.resolve([]) : readers.images(environment, wanted)
    const lookUp = async (image: ImageWanted | null, without: Reading<unknown>) => {
      if (image === null) return without.state === 'unreadable' ? without : absent(without)
      return within('ecr:DescribeImages', async () => {
        const found = (await images)[wanted.indexOf(image)]
        return found ?? absent(without)
      })
    }
    const [tagImage, runningImage, rollbackImage] = await Promise.all([
      lookUp(tag, taskDefinition),
      lookUp(running, tasks),
      lookUp(rollback, candidate),
    ])
    return {
      service,
      taskDefinition,
      tasks,
      targets,
      tag: tagImage,
      runningImage,
      rollback: toReadiness(candidate, rollbackImage),
    }
  }
}
