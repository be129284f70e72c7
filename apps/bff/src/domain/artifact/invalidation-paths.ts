import type { InvalidationMode } from '@lockstep/shared-types/invalidation'

/** R1: what each mode makes the edge forget. Assets carry a hash in their name, so `frontend-only` leaves them cached. */
export function invalidationPaths(mode: InvalidationMode): string[] {
  switch (mode) {
    case 'full':
    case 'emergency':
      return ['/*']
    case 'frontend-only':
      return ['/*.html', '/index.html', '/', '/version.txt']
  }
}
