import type { PublishedFile, Publication } from '../artifact/retention.ts'
import { fateOf } from '../artifact/stored-content.ts'

/** A file that Lockstep put into the bucket and that is no longer as it put it. */
export type AlteredFile = {
  readonly path: string
  /** When the bucket got what it has now; null for a file that is gone. */
  readonly writtenAt: string | null
}

/** What became of the files that Lockstep put into the bucket, by size and ETag of the bucket's list. */
export type OwnFiles = {
  /** So many of them were compared. */
  readonly compared: number
  /** Not compared: they were not listed, or it was not kept which ETag S3 gave them. */
  readonly notCompared: number
  /** Written last first, at most so many as anybody reads. */
  readonly altered: readonly AlteredFile[]
  readonly alteredCount: number
}

type Listed = {
  readonly objects: ReadonlyMap<
    string,
    { readonly size: number; readonly etag: string; readonly lastModified: string | null }
  >
  readonly isCut: boolean
}

const mostNamed = 20

/**
 * The files of what Lockstep published last; those that only an earlier publication held may have been tidied away, and
 * nobody is handed them any more.
 */
export function filesInUse(
  files: readonly PublishedFile[],
  publications: readonly Publication[],
): PublishedFile[] {
  const last = Math.max(0, ...publications.filter(({ succeeded }) => succeeded).map(({ number }) => number))
  return files.filter(({ uploaded, lastPublication }) => uploaded && lastPublication >= last)
}

/** Compares what Lockstep put into the bucket with the bucket's list. Files of others beside them are no fault. */
export function compareOwnFiles(files: readonly PublishedFile[], { objects, isCut }: Listed): OwnFiles {
  let notCompared = 0
  const altered: AlteredFile[] = []
  for (const file of files) {
    const object = objects.get(file.path)
    const fate = object === undefined && isCut ? 'not-known' : fateOf(object, file)
    if (fate === 'not-known') notCompared += 1
    if (fate === 'altered') altered.push({ path: file.path, writtenAt: object?.lastModified ?? null })
  }
  return {
    compared: files.length - notCompared,
    notCompared,
    altered: altered
      .toSorted((a, b) => (b.writtenAt ?? '').localeCompare(a.writtenAt ?? ''))
      .slice(0, mostNamed),
    alteredCount: altered.length,
  }
}
