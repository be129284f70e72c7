import {
  buildRecordPath,
  parseBuildRecord,
  type BuildRecord,
  type BuiltFile,
} from '@lockstep/shared-types/build-record'
import { maxScriptBytes } from '../../domain/bundle/limits.ts'
import { comparedFiles, type FileVerdict } from '../../domain/bundle/record-evidence.ts'
import type { FreshnessHeaders } from '../../domain/drift/cache-control.ts'
import type { Place } from '../../domain/drift/needs.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import { freshnessOf } from './freshness-of.ts'
import type { ReadSiteFile, SiteListing } from './ports.ts'

const maxRecordBytes = 16 * 1024 * 1024
const readsAtOnce = 8

/** The record of a site: none, one that could not be read, or what it says. */
export type FoundRecord =
  | { readonly state: 'none' }
  | { readonly state: 'unreadable'; readonly why: string }
  | { readonly state: 'read'; readonly record: BuildRecord; readonly headers: FreshnessHeaders }

/** What one file was the last time, by its entity tag. */
export type Compared = {
  readonly etag: string | null
  readonly seenAt: string
  readonly verdict: FileVerdict
}

/** The record that lies beside the site. `kept` is what it was before. */
export async function findRecord(
  readFile: ReadSiteFile,
  place: Place,
  environment: Environment,
  listing: Reading<SiteListing>,
  kept: { etag: string | null; found: FoundRecord } | null,
): Promise<{ etag: string | null; found: FoundRecord }> {
  const none = { etag: null, found: { state: 'none' } } as const
  const listed = isComplete(listing) ? listing.value.objects.get(buildRecordPath) : null
  if (listed === undefined) return none
  if (place === 'bucket' && kept !== null && listed !== null && listed.etag === kept.etag) return kept
  const reading = await readFile(environment, {
    path: buildRecordPath,
    maxBytes: maxRecordBytes,
    knownEtag: kept?.etag ?? null,
  })
  if (reading.state === 'unreadable') {
    // Where nobody knows whether there is one, there is none until it is seen.
    if (!isComplete(listing)) return none
    return { etag: null, found: { state: 'unreadable', why: reading.problem.title.replace(/\.$/, '') } }
  }
  if (reading.state === 'absent' || reading.value.contentType === 'text/html')
    return isComplete(listing)
      ? { etag: null, found: { state: 'unreadable', why: 'it is in the bucket, but is not served' } }
      : none
  const { text, etag } = reading.value
  if (text === null && kept !== null)
    // Its headers may have changed all the same.
    return kept.found.state === 'read'
      ? { etag: kept.etag, found: { ...kept.found, headers: freshnessOf(reading.value) } }
      : kept
  const record = parseBuildRecord(text ?? '')
  const found: FoundRecord =
    record === null
      ? { state: 'unreadable', why: 'it is no record of a build' }
      : { state: 'read', record, headers: freshnessOf(reading.value) }
  return { etag, found }
}

export const isComplete = (
  listing: Reading<SiteListing>,
): listing is Extract<Reading<SiteListing>, { state: 'read' }> =>
  listing.state === 'read' && !listing.value.isCut

export type CompareFiles = {
  readonly readFile: ReadSiteFile
  readonly place: Place
  readonly environment: Environment
  readonly record: BuildRecord
  /** The bucket's list where it is the bucket that is compared; null at the edge. */
  readonly listing: SiteListing | null
  /** Hashes of what has been read already. */
  readonly known: ReadonlyMap<string, string>
  readonly kept: Map<string, Compared>
  readonly now: string
}

/** Where functions at the edge write into pages, users get other bytes than were built, and that is meant so. */
function filesAt({ record, environment, place }: Pick<CompareFiles, 'record' | 'environment' | 'place'>) {
  const isRewritten = place === 'edge' && environment.frontend.rewrittenAtEdge
  return comparedFiles(record, environment).filter(({ path }) => !(isRewritten && /\.html?$/i.test(path)))
}

/** What the page itself is by the record; undefined where that is not compared. */
export function indexVerdict(
  of: Pick<CompareFiles, 'record' | 'environment' | 'place'>,
  sha256: string | null,
): FileVerdict | undefined {
  const index = filesAt(of).find(({ path }) => path === 'index.html')
  if (index === undefined || sha256 === null) return undefined
  return index.sha256 === sha256 ? 'same' : 'other'
}

/** Compares every file of a record with what is there, byte for byte, and reads only what may have changed. */
export async function compareFiles(work: CompareFiles): Promise<Map<string, FileVerdict>> {
  const files = filesAt(work)
  const verdicts = new Map<string, FileVerdict>()
  for (let from = 0; from < files.length; from += readsAtOnce) {
    const some = files.slice(from, from + readsAtOnce)
    const answers = await Promise.all(some.map((file) => compareFile(work, file)))
    for (const [index, file] of some.entries()) verdicts.set(file.path, answers[index] ?? 'missing')
  }
  return verdicts
}

async function compareFile(work: CompareFiles, file: BuiltFile): Promise<FileVerdict> {
  const { environment, kept, known, listing } = work
  const hash = known.get(file.path)
  if (hash !== undefined) return hash === file.sha256 ? 'same' : 'other'
  const before = kept.get(file.path)
  const listed = listing?.objects.get(file.path)
  if (listing !== null) {
    if (listed === undefined) return 'missing'
    if (listed.etag === file.md5) return 'same'
    if (before !== undefined && before.etag === listed.etag) return before.verdict
  } else if (before !== undefined && isFresh(before, work)) return before.verdict
  if (file.bytes > maxScriptBytes)
    return listed !== undefined && listed.size !== file.bytes
      ? 'other'
      : { unread: 'larger than what is read to compare it' }
  const reading = await work.readFile(environment, {
    path: file.path,
    maxBytes: maxScriptBytes,
    knownEtag: before?.etag ?? file.md5,
  })
  if (reading.state === 'unreadable') return { unread: reading.problem.title.replace(/\.$/, '') }
  const verdict = reading.state === 'absent' ? 'missing' : judge(reading.value, file, before)
  const etag = reading.state === 'read' ? reading.value.etag : null
  kept.set(file.path, { etag: listed?.etag ?? etag, seenAt: reading.readAt, verdict })
  return verdict
}

function judge(
  { text, sha256, contentType }: { text: string | null; sha256: string | null; contentType: string | null },
  file: BuiltFile,
  before: Compared | undefined,
): FileVerdict {
  if (text === null) return before?.verdict ?? 'same'
  if (sha256 === file.sha256) return 'same'
  // A site that answers its page for every missing file does not have it.
  return contentType === 'text/html' && !/\.html?$/i.test(file.path) ? 'missing' : 'other'
}

const isFresh = ({ seenAt, verdict }: Compared, { now, environment }: CompareFiles): boolean =>
  verdict === 'same' &&
  (Date.parse(now) - Date.parse(seenAt)) / 1000 < environment.drift.staleAfterSeconds / 2
