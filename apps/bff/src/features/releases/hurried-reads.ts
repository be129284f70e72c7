import type { Observation } from '../../domain/drift/observation.ts'
import { fail, type Result } from '../../domain/result.ts'
import type { Timers } from '../../domain/timers.ts'
import type { ArtifactLookup, CheckBucket, Observe, ReadSidecars, TaskDefinitionPlanner } from './ports.ts'

type Reads = {
  readonly artifacts: ArtifactLookup
  readonly checkBucket: CheckBucket
  readonly readSidecars: ReadSidecars
  readonly taskDefinitions: TaskDefinitionPlanner
}

/** The same reads for whoever cannot wait: one that has no answer after so long counts as unreadable. */
export function hurriedReads<Deps extends Reads>(deps: Deps, timers: Timers, milliseconds: number): Deps {
  const { artifacts, checkBucket, readSidecars, taskDefinitions } = deps
  const within = <T>(read: Promise<T>, otherwise: T): Promise<T> => {
    const { promise, resolve } = Promise.withResolvers<T>()
    const cancel = timers.after(milliseconds, () => resolve(otherwise))
    return Promise.race([read, promise]).finally(cancel)
  }
  const hurried = <T>(what: string, read: Promise<Result<T>>): Promise<Result<T>> =>
    within(read, fail(tooLate(what, milliseconds)))
  return {
    ...deps,
    artifacts: {
      get: (environment, digest) => hurried('The registry', artifacts.get(environment, digest)),
      newest: artifacts.newest,
    },
    checkBucket: (environment) => hurried('The bucket', checkBucket(environment)),
    readSidecars: (environment, arn) => within(readSidecars(environment, arn), null),
    taskDefinitions: {
      describe: (environment, arn) => hurried('ECS', taskDefinitions.describe(environment, arn)),
      newest: (environment, family) => hurried('ECS', taskDefinitions.newest(environment, family)),
      findByDigest: (environment, family, digest) =>
        hurried('ECS', taskDefinitions.findByDigest(environment, family, digest)),
      preview: (environment, request) => hurried('ECS', taskDefinitions.preview(environment, request)),
    },
  }
}

/** The same reads, each made once: what two parts of one decision rest on is the same, and costs its time once. */
export function readOnce<Deps extends { readonly observe: Observe; readonly artifacts: ArtifactLookup }>(
  deps: Deps,
): Deps {
  let observation: Promise<Observation> | null = null
  const images = new Map<string, ReturnType<ArtifactLookup['get']>>()
  return {
    ...deps,
    observe: (environment) => (observation ??= deps.observe(environment)),
    artifacts: {
      ...deps.artifacts,
      get: (environment, digest) => {
        const image = images.get(digest) ?? deps.artifacts.get(environment, digest)
        images.set(digest, image)
        return image
      },
    },
  }
}

const tooLate = (what: string, milliseconds: number) =>
  ({
    code: 'aws-unavailable',
    title: `${what} did not answer within ${milliseconds / 1000} s.`,
    detail: null,
    remedy: null,
  }) as const
