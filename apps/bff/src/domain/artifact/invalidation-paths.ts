import type { InvalidationMode } from '@lockstep/shared-types/invalidation'
import type { FrontendConfig } from '../environment.ts'

type Where = Pick<FrontendConfig, 'url' | 'prefix'>

/**
 * R1: what each mode makes the edge forget. Assets carry a hash in their name, so `frontend-only` leaves them cached.
 * Paths are those that browsers ask for, not keys of the bucket: a site below a path of its host has that in front.
 */
export function invalidationPaths(mode: InvalidationMode, frontend: Where): string[] {
  return rootsOf(frontend).flatMap((root) => pathsBelow(root, mode))
}

function pathsBelow(root: string, mode: InvalidationMode): string[] {
  switch (mode) {
    case 'full':
    case 'emergency':
      return [`${root}/*`, ...(root === '' ? [] : [root])]
    case 'frontend-only':
      return ['/*.html', '/index.html', '/', '/version.txt'].map((path) => `${root}${path}`)
  }
}

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
