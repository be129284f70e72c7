import type { Problem } from '@lockstep/shared-types/problem'
import type { Clock } from '../../domain/clock.ts'
import { isImmutableTag, isVersionOf } from '../../domain/artifact/version-names.ts'
import { needsLabel } from '../../domain/drift/build-identity.ts'
import type { ImageState, Observation } from '../../domain/drift/observation.ts'
import { frontendVersion } from '../../domain/drift/versions.ts'
import { otherRegistry, runningSource } from '../../domain/drift/where-from.ts'
import { environmentKey, type Environment } from '../../domain/environment.ts'
import { isImageTag } from '../../domain/image-reference.ts'
import { heldDigests as digestsOfHolds } from '../../domain/release/way-back.ts'
import type { Reading } from '../../domain/reading.ts'
import { listOnce } from './list-once.ts'
import { createBackendObserver } from './observe-backend.ts'
import { observeOwnFiles, publishedInUse } from './observe-own-files.ts'
import { createSiteObserver } from './observe-site.ts'
import type { ObservationReaders, ReadSiteFile, ReleaseMemory } from './ports.ts'
import { RecordsNotAsked } from './ports.ts'
import { withDeadline } from './with-deadline.ts'

export type ObserveDeps = {
  readonly readers: ObservationReaders
  /** `recordsNotAsked` in a single run from the command line that reaches neither server nor store. */
  readonly memory: ReleaseMemory
  readonly clock: Clock
  /** For each read, with its retries. */
  readonly readDeadlineMilliseconds: number
}

const notAsked: Problem = {
  code: 'not-ready',
  title: 'Neither a running Lockstep nor its database was asked.',
  detail: null,
  remedy:
    'Ask without --aws-only, and give the address of the running Lockstep (--server URL or LOCKSTEP_URL) or of its database (DATABASE_URL).',
}

export type ObserveEnvironment = (environment: Environment) => Promise<Observation>

/**
 * Makes the verb that reads everything a drift check rests on. All reads run at the same time, save those that need
 * the outcome of another; each has its own deadline, and none can hide another. Never throws.
 */
export function createObserveEnvironment(deps: ObserveDeps): ObserveEnvironment {
  const { readers, memory, clock, readDeadlineMilliseconds } = deps
  const within = <T>(source: string, read: () => Promise<Reading<T>>): Promise<Reading<T>> =>
    withDeadline<T>(source, readDeadlineMilliseconds, clock, read)

  const siteFile =
    (place: string, read: ReadSiteFile): ReadSiteFile =>
    (environment, wanted) =>
      within(`${wanted.path} ${place}`, () => read(environment, wanted))
  const observeEdge = createSiteObserver(siteFile('at the edge', readers.edgeFile), 'edge')
  const observeBucket = createSiteObserver(siteFile('in the bucket', readers.bucketFile), 'bucket')
  const observeBackend = createBackendObserver(deps)

  const remember = <T>(environment: Environment, read: () => Promise<T | null>): Promise<Reading<T>> => {
    const source = `releases of ${environmentKey(environment)}`
    return within<T>(source, async () => {
      try {
        const value = await read()
        const readAt = clock.now().toISOString()
        return value === null ? { state: 'absent', source, readAt } : { state: 'read', value, source, readAt }
      } catch (error) {
        if (!(error instanceof RecordsNotAsked)) throw error
        return { state: 'unreadable', problem: notAsked, source, readAt: clock.now().toISOString() }
      }
    })
  }

  const heldDigestsOf = async (environment: Environment): Promise<string[]> =>
    digestsOfHolds(await memory.versionHolds(environment))

  /** Only asked for where both halves differ: whether the backend could follow the frontend. */
  const imageOfFrontend = async (
    environment: Environment,
    seen: Pick<Observation, 'edge' | 'bucket' | 'runningImage' | 'tasks' | 'taskDefinition'>,
  ): Promise<Pick<Observation, 'frontendImage'>> => {
    const version = frontendVersion(seen, 'edge')
    const { runningImage } = seen
    if (version === null || (runningImage.state === 'read' && isVersionOf(version, runningImage.value.tags)))
      return {}
    const { registry, repository } = environment.backend
    const wanted = {
      registry: registry ?? runningSource(seen)?.registry ?? null,
      repository,
      tag: version,
      digest: null,
    }
    const source = 'ecr:DescribeImages'
    const image = await within<ImageState>(source, async () => {
      const [found] = isImageTag(version) ? await readers.images(environment, [wanted]) : []
      return found ?? { state: 'absent', source, readAt: clock.now().toISOString() }
    })
    return { frontendImage: image }
  }

  /**
   * Only asked for where no tag of the running image is a version, nor what the frontend says it is; and where several
   * of one kind are, and the application does not say which one it is.
   */
  const labelOfRunning = async (
    environment: Environment,
    seen: Pick<Observation, 'edge' | 'bucket' | 'runningImage' | 'tasks' | 'taskDefinition' | 'appVersion'>,
  ): Promise<Pick<Observation, 'runningLabel'>> => {
    if (seen.runningImage.state !== 'read') return {}
    const { digest, tags } = seen.runningImage.value
    const versions = tags.filter((tag) => isImmutableTag(tag, environment))
    const isElsewhere = otherRegistry(seen, environment, digest) !== null
    if (versions.length > 0 && !isElsewhere && !needsLabel(seen, digest, versions)) return {}
    if (versions.length === 0 && isVersionOf(frontendVersion(seen, 'edge') ?? '', tags)) return {}
    const from = runningSource(seen)
    const wanted = {
      registry: from?.registry ?? environment.backend.registry,
      repository: from?.repository ?? environment.backend.repository,
      digest,
    }
    const runningLabel = await within('ecr:BatchGetImage', () => readers.imageLabel(environment, wanted))
    return { runningLabel }
  }

  return async (environment) => {
    const { backend, frontend } = environment
    const readPublished = () => remember(environment, () => publishedInUse(memory.published, environment))
    const published = readPublished()
    const list = listOnce(async () => {
      // In this order, so that a release that writes in between is told from others who write.
      await published
      return within(`what ${frontend.bucket} holds`, () => readers.siteListing(environment))
    })
    // Only for what is proposed; a plan asks for itself.
    const held = heldDigestsOf(environment).catch(() => [])
    const rollbackTargets = remember(environment, () => memory.rollbackTargets(environment))
    const [
      ecs,
      distribution,
      edge,
      bucket,
      health,
      appVersion,
      lastRelease,
      releaseActive,
      candidateVersion,
      heldDigests,
      ownFiles,
    ] = await Promise.all([
      observeBackend(environment, rollbackTargets, held),
      within(`cloudfront:GetDistribution ${frontend.distributionId}`, () =>
        readers.distribution(environment),
      ),
      observeEdge(environment, list),
      observeBucket(environment, list),
      within(`GET ${backend.url}${backend.healthPath}`, () => readers.health(environment)),
      within(`GET ${backend.url}${backend.versionPath ?? ''}`, () => readers.appVersion(environment)),
      remember(environment, () => memory.lastRelease(environment)),
      // When it cannot be told, `lastRelease` says why; nothing is then explained by a release.
      memory.releaseActive(environment).catch(() => false),
      memory.candidateVersion(environment).catch(() => null),
      held,
      published.then((before) => observeOwnFiles(list, before, readPublished)),
    ])
    const seen = { ...ecs, edge, bucket }
    const [frontendImage, runningLabel] = await Promise.all([
      imageOfFrontend(environment, seen),
      labelOfRunning(environment, { ...seen, appVersion }),
    ])
    const observedAt = clock.now().toISOString()
    const releases = { lastRelease, ownFiles, releaseActive, candidateVersion, heldDigests }
    return {
      ...ecs,
      ...frontendImage,
      ...runningLabel,
      distribution,
      edge,
      bucket,
      health,
      appVersion,
      ...releases,
      observedAt,
    }
  }
}
