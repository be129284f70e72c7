import { isUndecoded } from '../../domain/bundle/undecoded.ts'
import type { Reading } from '../../domain/reading.ts'
import type { SiteFile } from './ports.ts'
import type { Kept } from './script-memory.ts'

/** How the entry of a page was read. */
export type FoundEntry = Reading<Pick<Kept, 'cacheControl' | 'sha256'>>

export function toEntry(reading: Reading<SiteFile>, found: Kept | null): FoundEntry {
  if (reading.state !== 'read') return reading
  const { source, readAt } = reading
  if (found === null)
    return {
      state: 'absent',
      source,
      readAt,
      instead: isUndecoded(reading.value.text ?? '') ? 'undecodable' : 'html',
    }
  const { cacheControl, sha256 } = found
  return { ...reading, value: { cacheControl, sha256 } }
}
