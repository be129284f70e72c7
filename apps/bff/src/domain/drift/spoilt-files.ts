import { isRefused, typeWords } from '../bundle/content-type.ts'
import type { RecordEvidence } from '../bundle/record-evidence.ts'
import type { Place } from './needs.ts'
import type { Observation } from './observation.ts'

/** What of a site is not as it was built, by path. */
export type SpoiltFiles = {
  readonly missing: readonly string[]
  /** There, with other bytes than were built. */
  readonly differing: readonly string[]
  /** There, and refused by browsers for the type that they state; each reads on after "browsers refuse". */
  readonly refused: readonly string[]
  readonly isPageRefused: boolean
}

/** Whether any of it needs to be published again, whatever the rest of the site says. */
export const isSpoilt = ({ missing, differing, refused, isPageRefused }: SpoiltFiles): boolean =>
  isPageRefused || missing.length + differing.length + refused.length > 0

export function spoiltFiles(o: Observation, place: Place): SpoiltFiles {
  const { html, entry } = o[place]
  const bundle = entry.state === 'read' ? entry.value : null
  const record = bundle && ownRecord(bundle)
  return {
    missing: [...new Set([...(bundle?.missing ?? []), ...(record?.missing ?? [])])],
    differing: record?.differing ?? [],
    refused: [...(bundle?.refused ?? []), ...(place === 'bucket' ? refusedAtTheEdge(o) : [])],
    isPageRefused:
      html.state === 'read' && isRefused('index.html', { ...html.value, isNoSniff: isPageStrict(o) }, 'page'),
  }
}

/** The edge adds `nosniff` to what the bucket says: what is refused there for the bucket's own type, the bucket has wrong. */
function refusedAtTheEdge({ edge, bucket }: Observation): string[] {
  if (edge.entry.state !== 'read' || bucket.entry.state !== 'read') return []
  const [served, held] = [edge.entry.value.files ?? {}, bucket.entry.value.files ?? {}]
  return Object.entries(served).flatMap(([path, file]) => {
    const own = held[path]
    return file.isRefused && own?.isRefused === false && own.contentType === file.contentType
      ? [`${path}: it is stored as ${typeWords(own)}`]
      : []
  })
}

const isPageStrict = ({ edge, bucket }: Observation): boolean =>
  [edge.html, bucket.html].some((html) => html.state === 'read' && html.value.isNoSniff === true)

/** The record where it is of the page's own build; one that an earlier build left says nothing of this one. */
export const ownRecord = ({ record }: { readonly record: RecordEvidence | null }): RecordEvidence | null =>
  record?.foreign === null ? record : null
