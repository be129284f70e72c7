import type { FreshnessHeaders } from '../../domain/drift/cache-control.ts'
import type { SiteFile } from './ports.ts'

/** What a file says of how long it may be kept. */
export const freshnessOf = ({
  cacheControl,
  expiresSeconds = null,
  lastModified,
}: SiteFile): FreshnessHeaders => ({ cacheControl, expiresSeconds, lastModified })
