import type { ImageState, RollbackReadiness, TaskDefinitionState } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import { parseImageReference } from '../../domain/image-reference.ts'
import { mapReading, type Reading, type ReadValue } from '../../domain/reading.ts'
import type { ImageWanted, ObservationReaders, RollbackTarget } from './ports.ts'

/** The version to go back to, before its image was looked up. */
export type RollbackCandidate = {
  readonly version: string
  readonly image: ImageWanted
  readonly taskDefinition: RollbackReadiness['taskDefinition']
}

/** Looks at what Lockstep released here before; `taskDefinition` says whether the revision of then can be used again. */
export async function candidateFromRelease(
  readers: Pick<ObservationReaders, 'taskDefinitionActive'>,
  environment: Environment,
  target: ReadValue<RollbackTarget>,
): Promise<Reading<RollbackCandidate>> {
  const { version, digest, taskDefinitionArn } = target.value
  const image = { registry: null, repository: environment.backend.repository, digest }
  const candidate = (active: boolean): RollbackCandidate => ({
    version,
    image,
    taskDefinition: active ? 'active' : 'will-be-registered',
  })
  if (taskDefinitionArn === null) return { ...target, value: candidate(false) }
  const active = await readers.taskDefinitionActive(environment, taskDefinitionArn)
  // A revision that was deleted is no obstacle: the rollback registers it again.
  if (active.state === 'absent') return { ...active, state: 'read', value: candidate(false) }
  return mapReading(active, candidate)
}

/** Without a release of Lockstep: the revision before the one that is deployed, as an engineer would pick it by hand. */
export async function candidateFromRevision(
  readers: Pick<ObservationReaders, 'previousTaskDefinition'>,
  environment: Environment,
  current: Reading<TaskDefinitionState>,
): Promise<Reading<RollbackCandidate>> {
  if (current.state !== 'read') return current
  const previous = await readers.previousTaskDefinition(environment, current.value)
  return mapReading(previous, ({ image, family, revision }) => {
    const { registry, repository, tag, digest } = parseImageReference(image)
    return {
      version: tag ?? `${family}:${revision}`,
      image:
        digest === null
          ? { registry, repository, tag: tag ?? 'latest', digest: null }
          : { registry, repository, digest },
      taskDefinition: 'active',
    }
  })
}

/** Joins the candidate with what the registry says of its image. */
export function toReadiness(
  candidate: Reading<RollbackCandidate>,
  image: Reading<ImageState> | undefined,
): Reading<RollbackReadiness> {
  if (candidate.state !== 'read') return candidate
  if (image === undefined || image.state === 'unreadable') return image ?? { ...candidate, state: 'absent' }
  const { version, taskDefinition } = candidate.value
  const digest = image.state === 'read' ? image.value.digest : (candidate.value.image.digest ?? '')
  const value = { version, digest, image: image.state === 'read' ? 'there' : 'gone', taskDefinition } as const
  return { state: 'read', value, source: image.source, readAt: image.readAt }
}
