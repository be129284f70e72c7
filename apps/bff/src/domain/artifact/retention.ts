/** A file that a release of Lockstep put into the bucket. */
export type PublishedFile = {
  readonly path: string
  readonly size: number
  /** ETag of the content that was uploaded, as S3 computes it without encryption of its own. */
  readonly etag: string
  /** The ETag that S3 gave it, which under some encryptions says nothing of the content; null when it was not kept. */
  readonly storedEtag: string | null
  /** What it is served with, as `servedAs` writes it; null when it was not kept. */
  readonly served: string | null
  /** False between the intention to upload and its success. */
  readonly uploaded: boolean
  /** Number of the newest publication that holds the file. */
  readonly lastPublication: number
}

/** One release that published the site; numbers grow by one. */
export type Publication = {
  readonly number: number
  readonly releaseId: string
  readonly publishedAt: string
  readonly succeeded: boolean
}

/** Old files stay until this many later releases have succeeded and this many days have passed since they were replaced. */
export type Retention = { readonly releases: number; readonly days: number }

const dayMilliseconds = 24 * 60 * 60 * 1000

/**
 * The files that no page that may still be open needs (R8): both limits have passed. Never one of the newest
 * publication, nor one that nothing has replaced successfully.
 */
export function expiredFiles(
  files: readonly PublishedFile[],
  publications: readonly Publication[],
  keep: Retention,
  now: Date,
): PublishedFile[] {
  const newest = Math.max(0, ...publications.map((publication) => publication.number))
  const succeeded = publications
    .filter((publication) => publication.succeeded)
    .toSorted((a, b) => a.number - b.number)
  return files.filter((file) => {
    if (file.lastPublication >= newest) return false
    const later = succeeded.filter((publication) => publication.number > file.lastPublication)
    const [replacedBy] = later
    if (replacedBy === undefined || later.length < keep.releases) return false
    return Date.parse(replacedBy.publishedAt) + keep.days * dayMilliseconds <= now.getTime()
  })
}
