import { createHash } from 'node:crypto'
import { buildRecordPath } from '@lockstep/shared-types/build-record'
import { placeCandidate, placeMain, type PlacedFile } from '../../domain/artifact/candidate-pages.ts'
import { contentHeadersOf } from '../../domain/artifact/content-headers.ts'
import { matcherOf } from '../../domain/artifact/exclude-files.ts'
import type { FrontendFile } from '../../domain/artifact/frontend-file.ts'
import { pagePath, versionFilePath, versionFileText } from '../../domain/artifact/publish-order.ts'
import { servedAs } from '../../domain/artifact/stored-content.ts'
import type { Environment } from '../../domain/environment.ts'
import { ok, type Result } from '../../domain/result.ts'
import { chooseUploads, type Candidate } from './choose-uploads.ts'
import type { FrontendImageReader, PublishedFiles, SiteBucket } from './ports.ts'
import { uploadInOrder, type PublishProgress } from './upload-in-order.ts'
import { defaultPoolLimits, type PoolLimits } from './upload-pool.ts'

export type PublishFrontendDeps = {
  readonly images: FrontendImageReader
  readonly bucket: SiteBucket
  readonly published: PublishedFiles
  readonly limits?: PoolLimits
}

export type PublishFrontendInput = {
  readonly environment: Environment
  readonly digest: string
  readonly releaseId: string
  /** Line 1 of `version.txt`. */
  readonly version: string
  /** Line 2: the image that the backend runs. */
  readonly backendImage: string
  /** Line 3, ISO time. The same in a repeat, so that the repeat changes nothing. */
  readonly deployedAt: string
  /** Puts the pages there, as those of a candidate, and leaves the site's own as they are; null publishes the site itself. */
  readonly pagePrefix?: string | null
  readonly onProgress?: (progress: PublishProgress) => void
  readonly signal?: AbortSignal
}

export type PublishSummary = {
  /** Files of the site, `version.txt` included. */
  readonly files: number
  readonly uploaded: number
  readonly uploadedBytes: number
  /** There already, with the same content and headers. */
  readonly skipped: number
  /** ETag that S3 gave the site's page; null where it was not published. */
  readonly page: string | null
}

/**
 * Publishes the frontend of an image: streamed from the registry into the bucket, assets first, HTML and `version.txt`
 * last, nothing deleted but the record of another build. The image is read to its end and checked before the first upload, and HTML is written only
 * when all that it refers to is there, so a failure leaves the old site whole. A repeat uploads only what is missing.
 */
export async function publishFrontend(
  deps: PublishFrontendDeps,
  input: PublishFrontendInput,
): Promise<Result<PublishSummary>> {
  const { environment, digest, signal = new AbortController().signal } = input
  const listing = await deps.images.frontend(environment, digest)
  if (!listing.ok) return listing
  const stored = await deps.bucket.list(environment, signal)
  if (!stored.ok) return stored

  const versionFile = Buffer.from(versionFileText(input))
  const isKept = matcherOf(environment.frontend.keep)
  const { pagePrefix = null } = input
  const files = [
    ...listing.value.files.filter(({ path }) => path !== versionFilePath && !isKept(path)),
    {
      path: versionFilePath,
      size: versionFile.length,
      etag: createHash('md5').update(versionFile).digest('hex'),
    },
  ]
  const placed =
    pagePrefix === null
      ? placeMain(files)
      : placeCandidate(files, { pagePrefix, isThere: (path) => stored.value.has(path) })
  const candidates = placed.map(toCandidate)
  const before = await deps.published.files(environment)
  const choice = await chooseUploads(deps.bucket, environment, candidates, stored.value, before, signal)
  if (!choice.ok) return choice
  const { upload, there } = choice.value

  // Recorded first: after a crash it is still known which files are Lockstep's own.
  await deps.published.begin(environment, {
    releaseId: input.releaseId,
    publishedAt: input.deployedAt,
    upload,
    holds: there.map((file) => file.path),
  })
  await deps.published.confirm(
    environment,
    there.map((file) => ({
      path: file.path,
      storedEtag: stored.value.get(file.path)?.etag ?? file.etag,
      served: servedAs(file),
    })),
  )
  let page = there.some(({ path }) => path === pagePath) ? (stored.value.get(pagePath)?.etag ?? null) : null
  const layerOf = new Map(listing.value.files.map((file) => [file.path, file]))
  const uploaded = await uploadInOrder({
    bucket: deps.bucket,
    environment,
    uploads: upload,
    memory: new Map([[versionFilePath, versionFile]]),
    stream: (wanted, consume) =>
      deps.images.stream(
        environment,
        wanted
          .map((one) => layerOf.get(one.source))
          .filter((file): file is FrontendFile => file !== undefined),
        digest,
        consume,
        signal,
      ),
    onPhaseDone: async (confirmed) => {
      page = confirmed.find(({ path }) => path === pagePath)?.storedEtag ?? page
      await deps.published.confirm(environment, confirmed)
    },
    onProgress: input.onProgress ?? (() => undefined),
    limits: deps.limits ?? defaultPoolLimits,
    signal,
  })
  if (!uploaded.ok) return uploaded
  const isStamped = files.some(({ path }) => path === buildRecordPath)
  // A repeat may find it gone from the bucket and still in the records.
  const isKnown = stored.value.has(buildRecordPath) || before.some(({ path }) => path === buildRecordPath)
  if (pagePrefix === null && !isStamped && isKnown && !isKept(buildRecordPath))
    await removeRecord(deps, environment, signal)
  return ok({
    files: candidates.length,
    uploaded: upload.length,
    uploadedBytes: upload.reduce((sum, file) => sum + file.size, 0),
    skipped: there.length,
    page,
  })
}

/**
 * The record of the build before is not of this one. Where it cannot be removed, the release goes on: who reads it finds
 * that it is of another build, and takes nothing from it.
 */
async function removeRecord(
  { bucket, published }: PublishFrontendDeps,
  environment: Environment,
  signal: AbortSignal,
): Promise<void> {
  const removed = await bucket.remove(environment, [buildRecordPath], signal)
  if (removed.ok) await published.forget(environment, [buildRecordPath])
}

const toCandidate = (file: PlacedFile): Candidate => ({
  ...file,
  ...contentHeadersOf(file.path),
})
