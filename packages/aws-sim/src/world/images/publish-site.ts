import type { S3 } from '../s3.ts'
import type { Site } from './site.ts'

export const assetCacheControl = 'public,max-age=31536000,immutable'
export const pageCacheControl = 'public,max-age=60,must-revalidate'

export type PublishOptions = {
  readonly bucket: string
  /** Key prefix of the site, empty or ending with `/`. */
  readonly prefix?: string
  readonly at: Date
  /** Line 2 of `version.txt`. */
  readonly backendImage: string
  readonly pageCacheControl?: string | null
  readonly assetCacheControl?: string | null
  /** Leaves `version.txt` out. */
  readonly withoutVersionFile?: boolean
}

/** Puts a site into its bucket as a release does: assets for good, page and `version.txt` for a minute. */
export function publishSite(s3: S3, site: Site, options: PublishOptions): void {
  const { bucket, prefix = '', at } = options
  const page = orNone(options.pageCacheControl, pageCacheControl)
  const assets = orNone(options.assetCacheControl, assetCacheControl)
  for (const { path, body, contentType } of site.files) {
    const cacheControl = path.startsWith('assets/') ? assets : page
    s3.put(bucket, `${prefix}${path}`, body, { at, contentType, cacheControl })
  }
  if (options.withoutVersionFile) return
  s3.put(bucket, `${prefix}version.txt`, versionFile(site.version, options.backendImage, at), {
    at,
    contentType: 'text/plain; charset=utf-8',
    cacheControl: page,
  })
}

const orNone = (chosen: string | null | undefined, usual: string): string | undefined =>
  chosen === null ? undefined : (chosen ?? usual)

/** Line 1 the version, line 2 the backend image, line 3 when it was deployed. */
export const versionFile = (version: string, backendImage: string, at: Date): string =>
  `${version}\n${backendImage}\n${at.toISOString()}\n`
