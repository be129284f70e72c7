import { versionNames } from '../../domain/artifact/version-names.ts'
import { commonDigest } from '../../domain/drift/common-digest.ts'
import type {
  ImageState,
  RollbackReadiness,
  TaskDefinitionState,
  TaskState,
} from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import { parseImageReference } from '../../domain/image-reference.ts'
import { mayBeWayBack } from '../../domain/release/way-back.ts'
import { mapReading, type Reading } from '../../domain/reading.ts'
import type { ImageWanted, ObservationReaders, RollbackTarget } from './ports.ts'

/** A version to go back to, before its image was looked up. */
export type RollbackCandidate = {
  /** By Lockstep's own records; null when the registry has to name it. */
  readonly version: string | null
  /** What to call it when the registry does not. */
  readonly otherwise: string
  readonly image: ImageWanted
  readonly taskDefinition: RollbackReadiness['taskDefinition']
  /** What its own revision has tasks run on; left out where that was not read. */
  readonly platform?: string | null
}

export type RollbackSearch = {
  readonly targets: Reading<readonly RollbackTarget[]>
  readonly current: Reading<TaskDefinitionState>
  /** What runs is nowhere to go back to, under whatever name: without the tasks that cannot be told. */
  readonly tasks: Reading<readonly TaskState[]>
  /** Digests of versions that failed here, or that somebody went back from. */
  readonly held: readonly string[]
  /** Host of the registry of what Lockstep released. */
  readonly registry: string | null
}

type Readers = Pick<ObservationReaders, 'findEarlierTaskDefinition' | 'taskDefinitionActive' | 'images'>

/** So many images are asked for one by one, before the first one that is gone is the answer. */
const lookedUp = 25

/**
 * Goes through what Lockstep released here before, then through the revisions before the one that is deployed, as an
 * engineer would look by hand, until `find` answers something else than `absent`.
 */
async function eachCandidate<T>(
  readers: Readers,
  environment: Environment,
  search: RollbackSearch,
  find: (candidate: Reading<RollbackCandidate>) => Promise<Reading<T>>,
): Promise<Reading<T>> {
  const { targets, current, tasks, registry } = search
  if (targets.state === 'unreadable') return targets
  if (tasks.state === 'unreadable') return tasks
  for (const target of targets.state === 'read' ? targets.value : []) {
    if (isNoWay(search, target.digest)) continue
    if (target.isPresumedRunning && runningDigest(search) === null) continue
    const { source, readAt } = targets
    const candidate = await candidateOfRelease(readers, environment, target, { source, readAt, registry })
    const found = candidate.state === 'unreadable' ? candidate : await find(candidate)
    if (found.state !== 'absent') return found
  }
  if (current.state !== 'read') return current
  const { source, readAt } = current
  return readers.findEarlierTaskDefinition(environment, current.value, async (earlier) => {
    const value = candidateOfRevision(earlier)
    if (value === null || isNoWay(search, value.image.digest)) return { state: 'absent', source, readAt }
    return find({ state: 'read', value, source, readAt })
  })
}

/** Looks at what Lockstep released here before; `taskDefinition` says whether the revision of then can be used again. */
async function candidateOfRelease(
  readers: Readers,
  environment: Environment,
  { version, digest, taskDefinitionArn }: RollbackTarget,
  { source, readAt, registry }: { source: string; readAt: string; registry: string | null },
): Promise<Reading<RollbackCandidate>> {
  const image = { registry, repository: environment.backend.repository, digest }
  const candidate = (active: boolean): RollbackCandidate => ({
    version,
    otherwise: version,
    image,
    taskDefinition: active ? 'active' : 'will-be-registered',
  })
  if (taskDefinitionArn === null) return { state: 'read', value: candidate(false), source, readAt }
  const active = await readers.taskDefinitionActive(environment, taskDefinitionArn)
  // A revision that was deleted is no obstacle: the rollback registers it again.
  if (active.state === 'absent') return { ...active, state: 'read', value: candidate(false) }
  return mapReading(active, candidate)
}

function candidateOfRevision({
  image,
  family,
  revision,
  platform,
}: TaskDefinitionState): RollbackCandidate | null {
  if (image === null) return null
  const { registry, repository, tag, digest } = parseImageReference(image)
  return {
    version: null,
    otherwise: tag ?? `${family}:${revision}`,
    image:
      digest === null
        ? { registry, repository, tag: tag ?? 'latest', digest: null }
        : { registry, repository, digest },
    taskDefinition: 'active',
    ...(platform === undefined ? {} : { platform }),
  }
}

/** The first candidate by what is written down; its image is looked up together with others. */
export const firstCandidate = (
  readers: Readers,
  environment: Environment,
  search: RollbackSearch,
): Promise<Reading<RollbackCandidate>> =>
  eachCandidate(readers, environment, search, async (candidate) => candidate)

/**
 * The version to go back to: the first candidate when its image is there and is not what runs under another name, else
 * the next one that is. Only when none is there the first that is gone is told.
 */
export async function findRollback(
  readers: Readers,
  environment: Environment,
  search: RollbackSearch,
  first: { readonly candidate: Reading<RollbackCandidate>; readonly image: Reading<ImageState> | undefined },
): Promise<Reading<RollbackReadiness>> {
  const judge = (candidate: Reading<RollbackCandidate>, image: Reading<ImageState> | undefined) =>
    toReadiness(candidate, image, environment)
  const decided = judge(first.candidate, first.image)
  if (decided.state !== 'read' || isWayBack(decided.value, search)) return decided

  let gone: Reading<RollbackReadiness> | null = null
  let looked = 0
  const found = await eachCandidate<RollbackReadiness>(readers, environment, search, async (candidate) => {
    if (candidate.state !== 'read') return candidate
    const { source, readAt } = candidate
    if (gone !== null && ++looked > lookedUp) return gone
    const [image] = await readers.images(environment, [candidate.value.image])
    const readiness = judge(candidate, image)
    if (readiness.state !== 'read' || isWayBack(readiness.value, search)) return readiness
    if (readiness.value.image === 'gone') gone ??= readiness
    return { state: 'absent', source, readAt }
  })
  return found.state === 'absent' && gone !== null ? gone : found
}

const runningDigest = ({ tasks }: RollbackSearch): string | null =>
  tasks.state === 'read' ? commonDigest(tasks.value) : null

const isNoWay = (search: RollbackSearch, digest: string | null): boolean =>
  digest !== null && !mayBeWayBack(digest, { running: runningDigest(search), held: search.held })

const isWayBack = ({ image, digest }: RollbackReadiness, search: RollbackSearch): boolean =>
  image === 'there' && !isNoWay(search, digest)

/** Joins a candidate with what the registry says of its image. */
function toReadiness(
  candidate: Reading<RollbackCandidate>,
  image: Reading<ImageState> | undefined,
  environment: Environment,
): Reading<RollbackReadiness> {
  if (candidate.state !== 'read') return candidate
  if (image === undefined || image.state === 'unreadable') return image ?? { ...candidate, state: 'absent' }
  const { version: known, otherwise, taskDefinition, platform, image: wanted } = candidate.value
  const there = image.state === 'read' ? image.value : null
  const [named] = there === null ? [] : versionNames(there.tags, environment)
  const value: RollbackReadiness = {
    version: known ?? named ?? otherwise,
    digest: there?.digest ?? wanted.digest ?? '',
    image: there === null ? 'gone' : 'there',
    taskDefinition,
    ...(platform === undefined ? {} : { platform }),
  }
  return { state: 'read', value, source: image.source, readAt: image.readAt }
}
