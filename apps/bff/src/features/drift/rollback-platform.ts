import { cannotRun, platformNames } from '../../domain/artifact/platform.ts'
import type { RollbackReadiness } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import type { RollbackSearch } from './observe-rollback.ts'
import type { ObservationReaders } from './ports.ts'

type Readers = Pick<ObservationReaders, 'platformImages' | 'taskDefinition'>

/**
 * Adds to the version to go back to which processors its image is made for, where its tasks would have another one. Its own
 * task definition counts where that is left, as after a move to another processor. What could not be read is no objection.
 */
export async function withUnfitPlatform(
  readers: Readers,
  environment: Environment,
  { targets, registry }: Pick<RollbackSearch, 'targets' | 'registry'>,
  rollback: Reading<RollbackReadiness>,
  /** What tasks run on today; null when nothing says it. */
  today: string | null,
): Promise<Reading<RollbackReadiness>> {
  if (rollback.state !== 'read' || rollback.value.image === 'gone') return rollback
  const { digest, taskDefinition } = rollback.value
  const { repository } = environment.backend
  const images = await readers.platformImages(environment, { registry, repository, digest })
  if (images.state !== 'read') return rollback
  const made = platformNames(images.value)
  if (!cannotRun(made, today)) return rollback
  const arn =
    targets.state === 'read'
      ? targets.value.find((target) => target.digest === digest)?.taskDefinitionArn
      : null
  const own =
    taskDefinition === 'active' && arn != null ? await readers.taskDefinition(environment, arn) : null
  const said = own?.state === 'read' ? (own.value.platform ?? null) : rollback.value.platform
  const wanted = said === undefined ? today : said
  if (made === null || wanted === null || !cannotRun(made, wanted)) return rollback
  return { ...rollback, value: { ...rollback.value, unfit: { made, wanted } } }
}
