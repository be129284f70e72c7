import type { PublishedFile } from './retention.ts'

type Stored = { readonly size: number; readonly etag: string }

/**
 * Whether an object of the bucket has this content: by its ETag, or, where ETags say nothing of the content (encryption
 * with keys of KMS), because Lockstep put that content there and the object is still the very one.
 */
export function hasContent(
  object: Stored | undefined,
  content: Stored,
  record: PublishedFile | undefined,
): boolean {
  if (object?.size !== content.size) return false
  return object.etag === content.etag || (isOwn(object, record) && record?.etag === content.etag)
}

/** Whether the object is still exactly what Lockstep put there. */
export const isOwn = (object: Stored | undefined, record: PublishedFile | undefined): boolean =>
  object !== undefined &&
  record !== undefined &&
  object.size === record.size &&
  object.etag === (record.storedEtag ?? record.etag)

/** What became of a file that Lockstep put there. `not-known`: it was not kept which ETag S3 gave it, and the size is the same. */
export function fateOf(object: Stored | undefined, record: PublishedFile): 'own' | 'altered' | 'not-known' {
  if (isOwn(object, record)) return 'own'
  return record.storedEtag === null && object?.size === record.size ? 'not-known' : 'altered'
}

/** What a file is served with, in one text. */
export const servedAs = (headers: {
  readonly contentType: string
  readonly cacheControl: string
  readonly contentEncoding: string | null
}): string => [headers.contentType, headers.cacheControl, headers.contentEncoding ?? ''].join('\n')
