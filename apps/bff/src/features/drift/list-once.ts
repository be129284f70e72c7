import type { Reading } from '../../domain/reading.ts'
import type { SiteListing } from './ports.ts'
import type { ListSite } from './read-scripts.ts'

/** Asks what the bucket holds when it is first needed, and not again for the same observation. */
export function listOnce(read: () => Promise<Reading<SiteListing>>): ListSite {
  let listing: Promise<Reading<SiteListing>> | null = null
  return () => (listing ??= read())
}
