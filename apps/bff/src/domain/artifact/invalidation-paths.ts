import { buildRecordPath } from '@lockstep/shared-types/build-record'
import type { InvalidationMode } from '@lockstep/shared-types/invalidation'
import type { FrontendConfig } from '../environment.ts'

type Where = Pick<FrontendConfig, 'url' | 'prefix'>

/** More single paths than this are not worth their price: then everything is forgotten. */
const mostPaths = 100

/**
 * R1: what each mode makes the edge forget. Assets carry a hash in their name, so `frontend-only` leaves them cached;
 * `changed` are files below the site's root that get other bytes under the same name.
 * Paths are those that browsers ask for, not keys of the bucket: a site below a path of its host has that in front.
 */
export function invalidationPaths(
  mode: InvalidationMode,
  frontend: Where,
  changed: readonly string[] = [],
): string[] {
  return rootsOf(frontend).flatMap((root) => pathsBelow(root, mode, changed))
}

function pathsBelow(root: string, mode: InvalidationMode, changed: readonly string[]): string[] {
  if (mode !== 'frontend-only' || changed.length > mostPaths)
    return [`${root}/*`, ...(root === '' ? [] : [root])]
  const paths = ['/*.html', '/index.html', '/', '/version.txt', `/${buildRecordPath}`, ...changed.map(toPath)]
  return paths.map((path) => `${root}${path}`)
}

const encodeCharacter = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase()}`

/** As a browser asks for it: CloudFront wants its paths escaped. A `*` only means anything at the end. */
const toPath = (path: string): string => `/${encodeURI(path).replaceAll(/[?#*]/g, encodeCharacter)}`

/**
 * Where the site begins for browsers. When its key in the bucket does not end with that path, a function at the edge takes
 * the path away, and the edge may know the file by either name; AWS advises to name both.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html
 */
function rootsOf({ url, prefix }: Where): string[] {
  const root = new URL(url).pathname.replace(/\/+$/, '')
  const isKept = root === '' || `/${prefix}`.endsWith(`${root}/`)
  return isKept ? [root] : [root, '']
}
