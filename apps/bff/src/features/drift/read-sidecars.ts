import { runningTasks } from '../../domain/drift/common-digest.ts'
import type { ImageState, TaskDefinitionState, TaskState } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import { sidecarsWanted, type SidecarState } from '../../domain/release/sidecars.ts'
import type { ObservationReaders } from './ports.ts'

/** Asks the registries for the images of the containers beside the artifact's own. What does not answer is not known. */
export async function readSidecars(
  readers: Pick<ObservationReaders, 'images'>,
  environment: Environment,
  { arn, image, containers }: Pick<TaskDefinitionState, 'arn' | 'image' | 'containers'>,
  tasks: readonly TaskState[],
): Promise<readonly SidecarState[]> {
  const own = containers.filter((one) => one.image === image).map(({ name }) => name)
  const wanted = sidecarsWanted(containers, own, digestsOf(arn, tasks))
  const asked = wanted.flatMap(({ named, kept }) => (kept === null ? [named] : [named, kept]))
  if (asked.length === 0) return []
  const found = await readers.images(environment, asked)
  const presence = (one: (typeof asked)[number]) => presenceOf(found[asked.indexOf(one)])
  return wanted.map(({ container, image: name, named, kept }) => ({
    container,
    image: name,
    named: presence(named),
    kept: presence(kept ?? named),
  }))
}

/** What running tasks of this definition have, the newest one's of each. */
function digestsOf(arn: string, tasks: readonly TaskState[]): ReadonlyMap<string, string> {
  const own = runningTasks(tasks).filter((task) => task.taskDefinitionArn === arn)
  const oldestFirst = own.toSorted((a, b) => (a.startedAt ?? '9').localeCompare(b.startedAt ?? '9'))
  return new Map(oldestFirst.flatMap(({ otherDigests = {} }) => Object.entries(otherDigests)))
}

function presenceOf(reading: Reading<ImageState> | undefined): SidecarState['named'] {
  switch (reading?.state) {
    case 'read':
      return 'there'
    case 'absent':
      return 'gone'
    default:
      return 'not-known'
  }
}
