import {
  hashTablePath,
  hashTableWorker,
  parseHashTable,
  type HashedFile,
} from '../../domain/bundle/hash-table.ts'
import { maxScriptBytes, maxScripts } from '../../domain/bundle/limits.ts'
import { decodePath } from '../../domain/bundle/script-links.ts'
import type { Place } from '../../domain/drift/needs.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import { isComplete } from './compare-record.ts'
import type { ReadSiteFile, SiteFile, SiteListing } from './ports.ts'

const maxTableBytes = 4 * 1024 * 1024
const readsAtOnce = 8

/** What a file was the last time; a hash of null: it was not there. */
export type SeenHash = {
  readonly etag: string | null
  readonly seenAt: string
  readonly sha1: string | null
}

export type HashTableMemory = {
  readonly seen: Map<string, SeenHash>
  table: { readonly etag: string | null; readonly files: readonly HashedFile[] } | null
}

type Work = {
  readonly readFile: ReadSiteFile
  readonly place: Place
  readonly environment: Environment
  readonly listing: Reading<SiteListing>
  /** Hashes of what has been read already, as `integrity` names them, by path. */
  readonly known: ReadonlyMap<string, readonly string[]>
  readonly memory: HashTableMemory
  readonly now: string
}

/** What is not as the hash table of Angular's service worker says; none where there is no such worker. */
export async function compareHashTable(work: Work): Promise<string[]> {
  if (!isComplete(work.listing)) return []
  const { objects } = work.listing.value
  if (!objects.has(hashTablePath) || !objects.has(hashTableWorker)) return []
  const isRewritten = work.place === 'edge' && work.environment.frontend.rewrittenAtEdge
  const files = (await readTable(work))
    .map(({ path, sha1 }) => ({ path: decodePath(path), urlPath: path, sha1 }))
    .filter(({ path }) => !(isRewritten && /\.html?$/i.test(path)))
    .slice(0, maxScripts)
  const found: string[] = []
  for (let from = 0; from < files.length; from += readsAtOnce) {
    const some = files.slice(from, from + readsAtOnce)
    const hashes = await Promise.all(some.map((file) => hashOf(work, file)))
    for (const [index, { path, sha1 }] of some.entries()) {
      const hash = hashes[index]
      if (hash === null) found.push(`${path} is not there`)
      else if (hash !== undefined && hash !== sha1)
        found.push(`${path} has other bytes than ${hashTablePath} says`)
    }
  }
  return found
}

async function readTable({ readFile, environment, memory }: Work): Promise<readonly HashedFile[]> {
  const knownEtag = memory.table?.etag ?? null
  const reading = await readFile(environment, { path: hashTablePath, maxBytes: maxTableBytes, knownEtag })
  if (reading.state !== 'read') return []
  const { text, etag } = reading.value
  if (text === null) return memory.table?.files ?? []
  const files = parseHashTable(text, environment.frontend.url) ?? []
  memory.table = { etag, files }
  return files
}

/** Null where it is not there, undefined where that is not known. */
async function hashOf(
  work: Work,
  { path, urlPath }: { readonly path: string; readonly urlPath: string },
): Promise<string | null | undefined> {
  const { readFile, environment, listing, memory, place } = work
  const known = sha1In(work.known.get(path))
  if (known !== undefined) return known
  const before = memory.seen.get(path)
  if (place === 'bucket' && isComplete(listing)) {
    const listed = listing.value.objects.get(path)
    if (listed === undefined) return null
    if (before !== undefined && before.etag === listed.etag) return before.sha1
  } else if (before !== undefined && isFresh(before, work)) return before.sha1
  const knownEtag = before?.etag ?? null
  const reading = await readFile(environment, { path, urlPath, maxBytes: maxScriptBytes, knownEtag })
  const sha1 = read(reading, path, before)
  if (sha1 === undefined) return undefined
  const etag = reading.state === 'read' ? reading.value.etag : null
  memory.seen.set(path, { etag, seenAt: reading.readAt, sha1 })
  return sha1
}

function read(
  reading: Reading<SiteFile>,
  path: string,
  before: SeenHash | undefined,
): string | null | undefined {
  if (reading.state === 'unreadable') return undefined
  if (reading.state === 'absent') return null
  const { text, hashes, contentType } = reading.value
  if (text === null) return before?.sha1
  // A site that answers its page for every missing file does not have it.
  return contentType === 'text/html' && !/\.html?$/i.test(path) ? null : sha1In(hashes)
}

const sha1In = (hashes: readonly string[] = []): string | undefined => {
  const hash = hashes.find((one) => one.startsWith('sha1-'))?.slice('sha1-'.length)
  return hash === undefined ? undefined : Buffer.from(hash, 'base64').toString('hex')
}

const isFresh = ({ seenAt, sha1 }: SeenHash, { now, environment }: Work): boolean =>
  sha1 !== null && (Date.parse(now) - Date.parse(seenAt)) / 1000 < environment.drift.staleAfterSeconds / 2
