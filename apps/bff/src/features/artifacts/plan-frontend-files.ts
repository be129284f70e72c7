import type { PlanFiles } from '@lockstep/shared-types/plan'
import { planFiles } from '../../domain/artifact/plan-files.ts'
import { versionFilePath } from '../../domain/artifact/publish-order.ts'
import { expiredFiles } from '../../domain/artifact/retention.ts'
import type { Environment } from '../../domain/environment.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { FrontendImageReader, PublishedFiles, SiteBucket } from './ports.ts'

export type PlanFrontendFilesDeps = {
  readonly images: Pick<FrontendImageReader, 'frontend'>
  readonly bucket: Pick<SiteBucket, 'list'>
  readonly published: PublishedFiles
  readonly now: () => Date
}

/** An ETag that no content has: `version.txt` names the time of deployment, so each release writes it anew. */
const alwaysChanged = 'written-by-the-release'

/** What publishing this image's frontend, and tidying after it, would do to the bucket. Changes nothing. */
export async function planFrontendFiles(
  deps: PlanFrontendFilesDeps,
  input: { readonly environment: Environment; readonly digest: string; readonly signal?: AbortSignal },
): Promise<Result<PlanFiles>> {
  const { environment, digest, signal = new AbortController().signal } = input
  const [listing, stored] = await Promise.all([
    deps.images.frontend(environment, digest),
    deps.bucket.list(environment, signal),
  ])
  if (!listing.ok) return listing
  if (!stored.ok) return stored
  const build = [
    ...listing.value.files.filter((file) => file.path !== versionFilePath),
    { path: versionFilePath, size: stored.value.get(versionFilePath)?.size ?? 0, etag: alwaysChanged },
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
    (await deps.published.files(environment)).filter((file) => !inBuild.has(file.path)),
    [...publications, next],
    environment.release.retention,
    now,
  )
  return ok(planFiles(build, stored.value, new Set(expired.map((file) => file.path))))
}
