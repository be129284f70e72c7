import type { Environment } from '../environment.ts'
import { hashedFiles } from './hashed-files.ts'
import { cacheControlOf, isPageFile, phaseOf, type PublishPhase } from './publish-order.ts'

/** Where the candidate's pages lie below the site's root, ending with `/`; null where the candidate has none of its own. */
export function candidatePagePrefix({ rollout, frontend }: Environment): string | null {
  const driver = rollout?.driver
  if (driver?.type !== 'cloudfront-cohort' && driver?.type !== 'paired') return null
  const { candidatePrefix } = driver.cohort
  return frontend.prefix !== '' && candidatePrefix.startsWith(frontend.prefix)
    ? candidatePrefix.slice(frontend.prefix.length)
    : candidatePrefix
}

type SiteFile = { readonly path: string; readonly size: number; readonly etag: string }

/** Where a file of the image goes in the site's bucket, with the header it is served with. */
export type PlacedFile = SiteFile & {
  /** Its path in the image's frontend, which says what kind of file it is. */
  readonly source: string
  readonly phase: PublishPhase
  readonly cacheControl: string
}

/** All of a build at the root of the site. */
export function placeMain(files: readonly SiteFile[]): PlacedFile[] {
  const hashed = hashedFiles(files.map(({ path }) => path))
  return files.map((file) => {
    const phase = phaseOf(file.path, hashed)
    return { ...file, source: file.path, phase, cacheControl: cacheControlOf(phase) }
  })
}

/**
 * The candidate of a build, which the main site must not notice: pages and `version.txt` below the prefix, and beside the
 * main site's own files those that change nothing there: assets, whose names carry a hash, and what is not there yet.
 */
export function placeCandidate(
  files: readonly SiteFile[],
  where: {
    readonly pagePrefix: string
    readonly isThere: (path: string) => boolean
  },
): PlacedFile[] {
  return placeMain(files).flatMap((file) => {
    if (isPageFile(file.source)) return [{ ...file, path: `${where.pagePrefix}${file.source}` }]
    return file.phase === 'assets' || !where.isThere(file.path) ? [file] : []
  })
}
