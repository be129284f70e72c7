import { buildRecordPath } from '@lockstep/shared-types/build-record'
import { hashTablePath } from '../bundle/hash-table.ts'

/**
 * The order in which a site's files are replaced, so that whatever a browser loads at any moment fits together:
 * assets carry a content hash and are only referred to by what comes after them.
 */
export const publishPhases = ['assets', 'others', 'pages', 'index', 'version-file'] as const
export type PublishPhase = (typeof publishPhases)[number]

export const versionFilePath = 'version.txt'
/** The page of the site itself. */
export const pagePath = 'index.html'

/** `path` is relative to the site's root. `hashed`: the files of the build whose names say their content. */
export function phaseOf(path: string, hashed: ReadonlySet<string>): PublishPhase {
  // They speak of all other files: they come when those are there. A worker of Angular refuses a table that is ahead of its files.
  if (path === versionFilePath || path === buildRecordPath || path === hashTablePath) return 'version-file'
  if (path === pagePath) return 'index'
  if (/\.html?$/i.test(path)) return 'pages'
  return hashed.has(path) ? 'assets' : 'others'
}

/** What users get at an address that does not change with the version. */
export const isPageFile = (path: string): boolean =>
  path === versionFilePath || path === buildRecordPath || /\.html?$/i.test(path)

export const immutableCacheControl = 'public,max-age=31536000,immutable'
export const shortCacheControl = 'public,max-age=60,must-revalidate'

/** R1: what has its content's hash in its name never changes; everything else may with the next release. */
export const cacheControlOf = (phase: PublishPhase): string =>
  phase === 'assets' ? immutableCacheControl : shortCacheControl

/** R1: line 1 the version, line 2 the backend image, line 3 when it was deployed. */
export const versionFileText = (file: {
  readonly version: string
  readonly backendImage: string
  readonly deployedAt: string
}): string => `${file.version}\n${file.backendImage}\n${file.deployedAt}\n`
