import type { ObjectHeaders } from '../../world/s3/object.ts'

type Named = {
  readonly ContentType?: string | undefined
  readonly CacheControl?: string | undefined
  readonly ContentEncoding?: string | undefined
  readonly ContentDisposition?: string | undefined
  readonly ContentLanguage?: string | undefined
  readonly Expires?: Date | undefined
  readonly Metadata?: Record<string, string> | undefined
}

/** The headers that S3 keeps with the object. `aws-chunked` tells how the body travelled, not what it is. */
export function headersOf(input: Named): ObjectHeaders {
  const encodings = (input.ContentEncoding ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && one !== 'aws-chunked')
  return {
    contentType: input.ContentType,
    cacheControl: input.CacheControl,
    contentEncoding: encodings.length > 0 ? encodings.join(',') : undefined,
    contentDisposition: input.ContentDisposition,
    contentLanguage: input.ContentLanguage,
    expires: input.Expires,
    metadata: input.Metadata,
  }
}
