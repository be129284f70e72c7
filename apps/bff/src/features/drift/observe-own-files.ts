import type { PublishedFile } from '../../domain/artifact/retention.ts'
import { matcherOf } from '../../domain/artifact/exclude-files.ts'
import { compareOwnFiles, filesInUse, type OwnFiles } from '../../domain/drift/own-files.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import type { PublicationRecords } from './ports.ts'
import type { ListSite } from './read-scripts.ts'

type ReadPublished = () => Promise<Reading<readonly PublishedFile[]>>

/** What Lockstep's records say that it put into the bucket, save what the environment puts there itself. */
export async function publishedInUse(
  records: PublicationRecords,
  environment: Environment,
): Promise<readonly PublishedFile[] | null> {
  const [files, publications] = await Promise.all([
    records.files(environment),
    records.publications(environment),
  ])
  const isKept = matcherOf(environment.frontend.keep)
  const inUse = filesInUse(files, publications).filter(({ path }) => !isKept(path))
  return inUse.length === 0 ? null : inUse
}

/**
 * Compares the bucket with what Lockstep put there. `before` was read before the bucket was listed. Where something
 * differs, the records are read again: a file that a release has meanwhile begun to write is nobody else's change.
 */
export async function observeOwnFiles(
  list: ListSite,
  before: Reading<readonly PublishedFile[]>,
  readAgain: ReadPublished,
): Promise<Reading<OwnFiles>> {
  if (before.state !== 'read') return before
  const listing = await list()
  if (listing.state === 'unreadable') return listing
  const { source, readAt } = listing
  const listed = listing.state === 'read' ? listing.value : { objects: new Map(), isCut: false }
  const first = compareOwnFiles(before.value, listed)
  if (first.alteredCount === 0) return { state: 'read', value: first, source, readAt }
  const after = await readAgain()
  if (after.state !== 'read') return after
  const now = new Map(after.value.map((file) => [file.path, file]))
  const unchanged = before.value.filter((file) => isSame(file, now.get(file.path)))
  return { state: 'read', value: compareOwnFiles(unchanged, listed), source, readAt }
}

const isSame = (a: PublishedFile, b: PublishedFile | undefined): boolean =>
  a.storedEtag === b?.storedEtag && a.etag === b.etag && a.size === b.size
