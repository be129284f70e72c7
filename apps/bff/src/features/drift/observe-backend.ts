import type { Clock } from '../../domain/clock.ts'
import { isSameImage } from '../../domain/artifact/same-image.ts'
import { asOneImage, sameAsRunning } from '../../domain/drift/as-one-image.ts'
import { commonDigest } from '../../domain/drift/common-digest.ts'
import { givenUpDigests } from '../../domain/drift/given-up.ts'
import type { Forwarding } from '../../domain/drift/forwarding.ts'
import type { Observation, ServiceState, TaskDefinitionState } from '../../domain/drift/observation.ts'
import { runningSource } from '../../domain/drift/where-from.ts'
import { environmentKey, type Environment } from '../../domain/environment.ts'
import { parseImageReference } from '../../domain/image-reference.ts'
import { expectedPlatform } from '../../domain/release/preflight/platform-rule.ts'
import type { SidecarState } from '../../domain/release/sidecars.ts'
import type { Reading } from '../../domain/reading.ts'
import { createLastKnown } from './last-known.ts'
import { withUnfitPlatform } from './rollback-platform.ts'
import { findRollback, firstCandidate, type RollbackSearch } from './observe-rollback.ts'
import type { ImageWanted, ObservationReaders, RollbackTarget } from './ports.ts'
import { readSidecars } from './read-sidecars.ts'
import { withDeadline } from './with-deadline.ts'

export type BackendObservation = Pick<
  Observation,
  | 'service'
  | 'taskDefinition'
  | 'tasks'
  | 'givenUp'
  | 'targets'
  | 'forwarding'
  | 'tag'
  | 'runningImage'
  | 'rollback'
  | 'sidecars'
>

/** Goes on with a value that was read; what is not there or not known stays so for what depends on it. */
const chain = async <T, U>(
  reading: Reading<T>,
  next: (value: T) => Promise<Reading<U>>,
): Promise<Reading<U>> => (reading.state === 'read' ? next(reading.value) : reading)

const absent = ({ source, readAt }: Reading<unknown>): Reading<never> => ({ state: 'absent', source, readAt })

/** The images that the task definition asks for and the running tasks have, each where its reference says. */
function imagesWanted(
  environment: Environment,
  { taskDefinition, tasks }: Pick<BackendObservation, 'taskDefinition' | 'tasks'>,
): { readonly tag: ImageWanted | null; readonly running: ImageWanted | null } {
  const { registry: configured, repository: ours } = environment.backend
  const image = taskDefinition.state === 'read' ? taskDefinition.value.image : null
  const asked = image === null ? null : parseImageReference(image)
  const digest = tasks.state === 'read' ? commonDigest(tasks.value) : null
  const from = runningSource({ tasks, taskDefinition })
  return {
    tag:
      asked === null
        ? null
        : asked.digest === null
          ? { ...asked, tag: asked.tag ?? 'latest', digest: null }
          : { registry: asked.registry, repository: asked.repository, digest: asked.digest },
    running:
      digest === null
        ? null
        : { registry: from?.registry ?? configured, repository: from?.repository ?? ours, digest },
  }
}

/** Nobody goes back to what runs, under whichever digest. */
const withoutSame = (search: RollbackSearch, seen: Pick<Observation, 'runningImage'>): RollbackSearch => ({
  ...search,
  held: [...search.held, ...sameAsRunning(seen)],
})

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
  const rules = createLastKnown<readonly Forwarding[]>()

  /** Rules change seldom, and the budget of load balancer reads is small for many environments. */
  const readForwarding = async (
    environment: Environment,
    targetGroupArns: readonly string[],
  ): Promise<Reading<readonly Forwarding[]>> => {
    const key = JSON.stringify([environmentKey(environment), targetGroupArns])
    const reading = await within('elasticloadbalancing:DescribeRules', async () =>
      rules.note(key, await readers.forwarding(environment, targetGroupArns)),
    )
    return rules.orLast(key, reading)
  }

  /** Whether the tag's digest and that of the tasks lead to one image; asked for only where they differ. */
  const isOneImage = async (
    environment: Environment,
    { tag, running }: ReturnType<typeof imagesWanted>,
    seen: Pick<BackendObservation, 'tag' | 'runningImage' | 'tasks' | 'taskDefinition'>,
  ): Promise<boolean> => {
    if (tag === null || running === null || running.digest === null) return false
    if (seen.tag.state !== 'read' || seen.runningImage.state !== 'read') return false
    const { registry, repository } = running
    const isElsewhere = tag.registry !== registry || tag.repository !== repository
    const other = seen.tag.value.digest
    if (isElsewhere || other === running.digest) return false
    const ask = (digest: string) =>
      within('ecr:BatchGetImage', () => readers.platformImages(environment, { registry, repository, digest }))
    const [one, two] = await Promise.all([ask(running.digest), ask(other)])
    if (one.state !== 'read' || two.state !== 'read') return false
    return isSameImage(one.value, two.value, expectedPlatform(seen, null))
  }

  const readBeside = (
    environment: Environment,
    { taskDefinition, tasks }: Pick<BackendObservation, 'taskDefinition' | 'tasks'>,
  ): Promise<Reading<readonly SidecarState[]>> =>
    chain(taskDefinition, (definition) =>
      within('ecr:DescribeImages', async () => ({
        state: 'read',
        value: await readSidecars(
          readers,
          environment,
          definition,
          tasks.state === 'read' ? tasks.value : [],
        ),
        source: 'ecr:DescribeImages',
        readAt: clock.now().toISOString(),
      })),
    )

  return async (
    environment: Environment,
    rollbackTargets: Promise<Reading<readonly RollbackTarget[]>>,
    /** Digests that are no way back. */
    held: Promise<readonly string[]>,
  ): Promise<BackendObservation> => {
    const asked = within('ecs:DescribeServices', () => readers.service(environment))
    const askedDefinition = asked.then((service) =>
      chain<ServiceState, TaskDefinitionState>(service, async ({ taskDefinitionArn }) => {
        if (taskDefinitionArn === null)
          return { state: 'absent', source: service.source, readAt: service.readAt }
        return await within('ecs:DescribeTaskDefinition', () =>
          readers.taskDefinition(environment, taskDefinitionArn),
        )
      }),
    )
    const asksTasks = within('ecs:DescribeTasks', () => readers.tasks(environment))
    const asksGivenUp = asked.then((service) =>
      chain(service, (found) =>
        within('ecs:ListServiceDeployments', () => readers.givenUp(environment, found)),
      ),
    )
    const findFirst = async () => {
      const [targets, current, tasks, givenUp] = await Promise.all([
        rollbackTargets,
        askedDefinition,
        asksTasks,
        asksGivenUp,
      ])
      const search = {
        targets,
        current,
        held: [...(await held), ...givenUpDigests({ givenUp, tasks })],
        tasks,
        registry:
          environment.backend.registry ?? runningSource({ tasks, taskDefinition: current })?.registry ?? null,
      }
      const candidate = await within('ecs:ListTaskDefinitions', () =>
        firstCandidate(readers, environment, search),
      )
      return { search, candidate }
    }
    const [service, taskDefinition, tasks, givenUp, targets, forwarding, { search, candidate }] =
      await Promise.all([
        asked,
        askedDefinition,
        asksTasks,
        asksGivenUp,
        asked.then((found) =>
          chain(found, ({ targetGroupArns }) =>
            within('elasticloadbalancing:DescribeTargetHealth', () =>
              readers.targets(environment, targetGroupArns),
            ),
          ),
        ),
        asked.then((found) =>
          // Another controller shifts its traffic itself, by groups that the service does not name.
          chain(found, ({ targetGroupArns, controller }) =>
            readForwarding(environment, controller === 'ECS' ? targetGroupArns : []),
          ),
        ),
        findFirst(),
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
    const [tagImage, runningImage, rollbackImage, sidecars] = await Promise.all([
      lookUp(tag, taskDefinition),
      lookUp(running, tasks),
      lookUp(rollback, candidate),
      readBeside(environment, { taskDefinition, tasks }),
    ])
    const read = { tag: tagImage, runningImage, tasks }
    const isOne = await isOneImage(environment, { tag, running }, { ...read, taskDefinition })
    const seen = isOne ? asOneImage(read) : read
    return {
      service,
      taskDefinition,
      givenUp,
      targets,
      forwarding,
      ...seen,
      sidecars,
      rollback: await within('ecs:ListTaskDefinitions', async () => {
        const beside = { candidate, image: rollbackImage }
        const found = await findRollback(readers, environment, withoutSame(search, seen), beside)
        const today = expectedPlatform({ taskDefinition, tasks }, null)
        return await withUnfitPlatform(readers, environment, search, found, today)
      }),
    }
  }
}
