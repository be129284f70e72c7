import type * as s3 from '@aws-sdk/client-s3'
import { AwsError } from '../../wire/aws-error.ts'
import type { Handlers } from '../../wire/handlers.ts'
import type { ObjectHeaders, S3Object } from '../../world/s3/object.ts'
import type { S3 } from '../../world/s3.ts'
import { keptChecksums, verifiedChecksums } from './checksums.ts'
import { checkReadConditions, checkWriteConditions } from './conditions.ts'
import { headersOf } from './headers.ts'
import { parseRange } from './range.ts'

type Found = { Bucket?: string | undefined; Key?: string | undefined }

/** Put, get, head, delete and copy. */
export function objectHandlers(state: S3): Handlers<typeof s3> {
  const find = ({ Bucket = '', Key = '' }: Found): S3Object => {
    const bucket = state.bucket(Bucket, 'read')
    const object = bucket.get(Key)
    if (object) return object
    // Who may not list a bucket is not told either whether a key is there.
    if (bucket.denied.has('list')) throw new AwsError('AccessDenied', 'Access Denied', 403)
    throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404)
  }

  return {
    PutObject(input) {
      const { Bucket = '', Key = '' } = input
      state.bucket(Bucket, 'write')
      checkKey(Key)
      const body = input.Body ?? new Uint8Array()
      const checksums = verifiedChecksums(input, body)
      checkWriteConditions(state.get(Bucket, Key), input)
      const object = state.put(Bucket, Key, body, { ...headersOf(input), checksums })
      return { ETag: object.etag, ...checksums, ...encryptionOf(object) }
    },
    GetObject(input) {
      const object = find(input)
      checkReadConditions(object, input)
      const range = parseRange(input.Range, object.body.length)
      if (!range) {
        return {
          ...described(object, input.ChecksumMode),
          ContentLength: object.body.length,
          Body: object.body,
        }
      }
      const part = object.body.subarray(range.first, range.last + 1)
      return {
        ...described(object, undefined),
        ContentLength: part.length,
        ContentRange: `bytes ${range.first}-${range.last}/${object.body.length}`,
        Body: part,
      }
    },
    HeadObject(input) {
      const object = find(input)
      checkReadConditions(object, input)
      return { ...described(object, input.ChecksumMode), ContentLength: object.body.length }
    },
    DeleteObject({ Bucket = '', Key = '' }) {
      state.bucket(Bucket, 'delete').delete(Key)
      return {}
    },
    DeleteObjects({ Bucket = '', Delete }) {
      const bucket = state.bucket(Bucket)
      const keys = (Delete?.Objects ?? []).map(({ Key = '' }) => Key)
      if (keys.length === 0 || keys.length > 1000) {
        throw new AwsError('MalformedXML', 'The XML you provided names no object, or more than 1000.')
      }
      if (bucket.denied.has('delete')) {
        return { Errors: keys.map((Key) => ({ Key, Code: 'AccessDenied', Message: 'Access Denied' })) }
      }
      for (const key of keys) bucket.delete(key)
      return Delete?.Quiet === true ? {} : { Deleted: keys.map((Key) => ({ Key })) }
    },
    CopyObject(input) {
      const { Bucket = '', Key = '' } = input
      state.bucket(Bucket, 'write')
      checkKey(Key)
      const source = find(parseCopySource(input.CopySource ?? ''))
      if (input.CopySourceIfMatch !== undefined || input.CopySourceIfNoneMatch !== undefined) {
        checkCopyConditions(source, input)
      }
      if (source === state.get(Bucket, Key) && input.MetadataDirective !== 'REPLACE')
        throw new AwsError(
          'InvalidRequest',
          "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
        )
      const headers = input.MetadataDirective === 'REPLACE' ? headersOf(input) : keptHeaders(source)
      const object = state.put(Bucket, Key, source.body, { ...headers, checksums: source.checksums })
      return { CopyObjectResult: { ETag: object.etag, LastModified: object.lastModified } }
    },
  }
}

const described = (object: S3Object, checksumMode: string | undefined) => ({
  ETag: object.etag,
  LastModified: object.lastModified,
  AcceptRanges: 'bytes',
  ContentType: object.contentType ?? 'binary/octet-stream',
  CacheControl: object.cacheControl,
  ContentEncoding: object.contentEncoding,
  ContentDisposition: object.contentDisposition,
  ContentLanguage: object.contentLanguage,
  Expires: object.expires,
  Metadata: { ...object.metadata },
  ...encryptionOf(object),
  ...(checksumMode === 'ENABLED' ? keptChecksums(object) : {}),
})

const encryptionOf = ({ kmsKey }: S3Object) =>
  kmsKey === undefined
    ? { ServerSideEncryption: 'AES256' as const }
    : { ServerSideEncryption: 'aws:kms' as const, SSEKMSKeyId: kmsKey }

const keptHeaders = (source: S3Object): ObjectHeaders => ({
  contentType: source.contentType,
  cacheControl: source.cacheControl,
  contentEncoding: source.contentEncoding,
  contentDisposition: source.contentDisposition,
  contentLanguage: source.contentLanguage,
  expires: source.expires,
  metadata: source.metadata,
})

function parseCopySource(source: string): { Bucket: string; Key: string } {
  const [path = ''] = decodeURIComponent(source).split('?')
  const match = /^\/?([^/]+)\/(.+)$/s.exec(path)
  if (!match) throw new AwsError('InvalidArgument', 'Copy Source must mention the source bucket and key')
  return { Bucket: match[1] ?? '', Key: match[2] ?? '' }
}

/** A copy that is not modified fails as a precondition, where a read would be answered with 304. */
function checkCopyConditions(
  source: S3Object,
  input: { CopySourceIfMatch?: string | undefined; CopySourceIfNoneMatch?: string | undefined },
): void {
  try {
    checkReadConditions(source, {
      IfMatch: input.CopySourceIfMatch,
      IfNoneMatch: input.CopySourceIfNoneMatch,
    })
  } catch {
    throw new AwsError('PreconditionFailed', 'A precondition of the copy source did not hold', 412)
  }
}

function checkKey(key: string): void {
  if (Buffer.byteLength(key) > 1024) throw new AwsError('KeyTooLongError', 'Your key is too long')
}
