import type { Bucket } from '../world/s3/bucket.ts'
import type { S3 } from '../world/s3.ts'

/** What the origin answers: status, headers in lower case, body. */
export type OriginAnswer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/**
 * Reads a bucket as S3 answers a distribution with origin access: 403 for what it may not read; who may not list is told
 * the same for what is missing.
 */
export function readOrigin(
  s3: S3,
  origin: { bucket: string; folder: string } | null,
  path: string,
): OriginAnswer {
  const bucket = origin ? s3.buckets.get(origin.bucket) : undefined
  if (!origin || !bucket) return failure(404, 'NoSuchBucket')
  if (bucket.edgeAccess === 'refused') return failure(403, 'AccessDenied')
  const key = [origin.folder, keyOf(path)].filter((part) => part !== '').join('/')
  const object = bucket.get(key)
  if (!object && bucket.edgeAccess === 'lists') return key === '' ? listOf(bucket) : failure(404, 'NoSuchKey')
  if (!object) return failure(403, 'AccessDenied')
  const optional = {
    'cache-control': object.cacheControl,
    'content-encoding': object.contentEncoding,
    'content-disposition': object.contentDisposition,
    'content-language': object.contentLanguage,
    expires: object.expires?.toUTCString(),
  }
  const metadata = Object.entries(object.metadata ?? {}).map(([name, value]) => [`x-amz-meta-${name}`, value])
  return {
    status: 200,
    headers: {
      'content-type': object.contentType ?? 'binary/octet-stream',
      etag: object.etag,
      'last-modified': object.lastModified.toUTCString(),
      ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
      ...Object.fromEntries(metadata),
    },
    body: object.body,
  }
}

/** S3 reads a `+` in an address as a blank, as in a form (believed: told by many users, not in its documentation). */
function keyOf(path: string): string {
  try {
    return decodeURIComponent(path.replaceAll('+', ' ')).slice(1)
  } catch {
    return path.slice(1)
  }
}

const listOf = (bucket: Bucket): OriginAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/xml' },
  body: Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${bucket.name}</Name>${bucket
      .keys()
      .map((key) => `<Contents><Key>${key}</Key></Contents>`)
      .join('')}</ListBucketResult>`,
  ),
})

const failure = (status: number, code: string): OriginAnswer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`),
})
