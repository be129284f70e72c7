import type { PlanFile, PlanFiles } from '@lockstep/shared-types/plan'
import { matcherOf } from '../../domain/artifact/exclude-files.ts'
import { fileRisks, type FileRisks } from '../../domain/artifact/file-risks.ts'
import { planFiles } from '../../domain/artifact/plan-files.ts'
import { versionFilePath } from '../../domain/artifact/publish-order.ts'
import { expiredFiles } from '../../domain/artifact/retention.ts'
import { hasContent } from '../../domain/artifact/stored-content.ts'
import type { Environment } from '../../domain/environment.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { FrontendImageReader, PublishedFiles, SiteBucket } from './ports.ts'

export type PlanFrontendFilesDeps = {
  readonly images: Pick<FrontendImageReader, 'frontend'>
  readonly bucket: Pick<SiteBucket, 'list'>
  readonly published: PublishedFiles
  readonly now: () => Date
}

export type FrontendFilesPlan = { readonly files: PlanFiles; readonly risks: FileRisks }

/** What publishing this image's frontend, and tidying after it, would do to the bucket, and what to know before. Changes nothing. */
export async function planFrontendFiles(
  deps: PlanFrontendFilesDeps,
  input: { readonly environment: Environment; readonly digest: string; readonly signal?: AbortSignal },
): Promise<Result<FrontendFilesPlan>> {
  const { environment, digest, signal = new AbortController().signal } = input
  const { frontend } = environment
  const [listing, stored] = await Promise.all([
    deps.images.frontend(environment, digest),
    deps.bucket.list(environment, signal),
  ])
  if (!listing.ok) return listing
  if (!stored.ok) return stored
  const published = await deps.published.files(environment)
  const own = new Map(published.map((file) => [file.path, file]))
  const contents = new Map(listing.value.files.map((file) => [file.path, file]))
  const changeOf = ({ path }: { readonly path: string }): PlanFile['change'] => {
    const object = stored.value.get(path)
    const content = contents.get(path)
    if (object === undefined) return 'added'
    // `version.txt` names the time of deployment, so each release writes it anew.
    if (path === versionFilePath || content === undefined) return 'changed'
    return hasContent(object, content, own.get(path)) ? 'unchanged' : 'changed'
  }
  const isKept = matcherOf(frontend.keep)
  const build = [
    ...listing.value.files.filter(({ path }) => path !== versionFilePath && !isKept(path)),
    { path: versionFilePath, size: stored.value.get(versionFilePath)?.size ?? 0 },
  ]
  const inBuild = new Set(build.map((file) => file.path))
  const now = deps.now()
  const publications = await deps.published.publications(environment)
  // As it will be once this release has succeeded.
  const next = {
    number: Math.max(0, ...publications.map((publication) => publication.number)) + 1,
    releaseId: 'next',
    publishedAt: now.toISOString(),
    succeeded: true,
  }
  const expired = expiredFiles(
    published.filter((file) => !inBuild.has(file.path) && !isKept(file.path)),
    [...publications, next],
    environment.release.retention,
    now,
  )
  const removable = new Set(expired.map((file) => file.path))
  const changed = build.filter((file) => changeOf(file) === 'changed').map((file) => file.path)
  return ok({
    files: planFiles(build, stored.value, removable, changeOf),
    risks: fileRisks({ build: listing.value.files, changed, stored: stored.value, published, frontend }),
  })
}
