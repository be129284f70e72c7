import { candidatePagePrefix } from '../../domain/artifact/candidate-pages.ts'
import { matcherOf } from '../../domain/artifact/exclude-files.ts'
import { expiredFiles, type Retention } from '../../domain/artifact/retention.ts'
import { isOwn } from '../../domain/artifact/stored-content.ts'
import type { Environment } from '../../domain/environment.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { PublishedFiles, SiteBucket } from './ports.ts'

export type TidyFrontendDeps = {
  readonly bucket: Pick<SiteBucket, 'list' | 'remove'>
  readonly published: PublishedFiles
  readonly now: () => Date
}

export type TidyFrontendInput = {
  readonly environment: Environment
  readonly keep: Retention
  /** The release that has just succeeded; null when tidying apart from one. */
  readonly releaseId: string | null
  readonly signal?: AbortSignal
}

export type TidySummary = { readonly removed: number; readonly removedBytes: number; readonly kept: number }

/**
 * Removes what no page that may still be open needs (R8), and only objects that are still exactly what a release of
 * Lockstep put there. A repeat removes nothing more.
 */
export async function tidyFrontend(
  deps: TidyFrontendDeps,
  { environment, keep, releaseId, signal = new AbortController().signal }: TidyFrontendInput,
): Promise<Result<TidySummary>> {
  if (releaseId !== null) await deps.published.succeed(environment, releaseId)
  const isKept = matcherOf(environment.frontend.keep)
  const files = (await deps.published.files(environment)).filter(({ path }) => !isKept(path))
  const publications = await deps.published.publications(environment)
  const pagePrefix = candidatePagePrefix(environment)
  const expired = [
    ...new Set([
      ...expiredFiles(files, publications, keep, deps.now()),
      // A release that has succeeded has ended every rollout: nobody is sent to a candidate's pages any more.
      ...files.filter(({ path }) => releaseId !== null && pagePrefix !== null && path.startsWith(pagePrefix)),
    ]),
  ]
  if (expired.length === 0) return ok({ removed: 0, removedBytes: 0, kept: files.length })

  const stored = await deps.bucket.list(environment, signal)
  if (!stored.ok) return stored
  const ours = expired.filter((file) => isOwn(stored.value.get(file.path), file))
  // Of another version of Lockstep, which kept no ETag of S3's own: it may be ours, so it is not forgotten either.
  const doubtful = expired.filter(
    (file) =>
      file.storedEtag === null &&
      stored.value.get(file.path)?.size === file.size &&
      !isOwn(stored.value.get(file.path), file),
  )
  const removed = await deps.bucket.remove(
    environment,
    ours.map((file) => file.path),
    signal,
  )
  if (!removed.ok) return removed
  await deps.published.forget(
    environment,
    expired.filter((file) => !doubtful.includes(file)).map((file) => file.path),
  )
  return ok({
    removed: ours.length,
    removedBytes: ours.reduce((sum, file) => sum + file.size, 0),
    kept: files.length - expired.length + doubtful.length,
  })
}
