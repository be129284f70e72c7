import type { ServiceWorkerFile } from '../bundle/service-workers.ts'
import type { FreshnessHeaders } from './cache-control.ts'
import type { Place } from './needs.ts'
import type { Observation } from './observation.ts'

/** A file beside page and scripts that changes under its name. */
export type SideFile = {
  readonly name: string
  readonly headers: FreshnessHeaders
  readonly readAt: string
}

/** The file from which the site learns the backend's address at run time; null where there is none that was read. */
export function addressFile(o: Observation, place: Place): SideFile | null {
  const { entry } = o[place]
  if (entry.state !== 'read' || entry.value.declared?.state !== 'read') return null
  const { file, headers } = entry.value.declared
  return headers === undefined ? null : { name: file, headers, readAt: entry.readAt }
}

/** Service workers and what they load under names that do not change. */
export function serviceWorkerFiles(o: Observation, place: Place): readonly ServiceWorkerFile[] {
  const { entry } = o[place]
  return entry.state === 'read' ? (entry.value.serviceWorkers ?? []) : []
}

/** What the record of the build says of how long it may be kept; null where none was read. */
export function recordHeaders(o: Observation, place: Place): FreshnessHeaders | null {
  const { entry } = o[place]
  return entry.state === 'read' ? (entry.value.recordHeaders ?? null) : null
}
