import type * as s3 from '@aws-sdk/client-s3'
import { AwsError } from '../../wire/aws-error.ts'
import type { Handlers } from '../../wire/handlers.ts'
import { joinParts, partOf, type MultipartUpload } from '../../world/s3/multipart.ts'
import type { S3 } from '../../world/s3.ts'
import type { WorldContext } from '../../world/world.ts'
import { verifiedChecksums } from './checksums.ts'
import { checkWriteConditions } from './conditions.ts'
import { headersOf } from './headers.ts'

type Named = { Bucket?: string | undefined; Key?: string | undefined; UploadId?: string | undefined }

/** Uploads in parts. An upload that is neither completed nor aborted stays, and shows nothing in the bucket. */
export function multipartHandlers(state: S3, { clock }: WorldContext): Handlers<typeof s3> {
  const find = ({ Bucket = '', Key = '', UploadId = '' }: Named): MultipartUpload => {
    state.bucket(Bucket, 'write')
    const upload = state.uploads.get(UploadId)
    if (!upload || upload.bucket !== Bucket || upload.key !== Key) {
      throw new AwsError(
        'NoSuchUpload',
        'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
        404,
      )
    }
    return upload
  }

  return {
    CreateMultipartUpload(input) {
      const { Bucket = '', Key = '' } = input
      state.bucket(Bucket, 'write')
      const id = state.newUploadId()
      const headers = headersOf(input)
      const startedAt = clock.date()
      state.uploads.set(id, { id, bucket: Bucket, key: Key, headers, startedAt, parts: new Map() })
      return { Bucket, Key, UploadId: id, ChecksumAlgorithm: input.ChecksumAlgorithm }
    },
    UploadPart(input) {
      const upload = find(input)
      const number = input.PartNumber ?? 0
      if (number < 1 || number > 10_000) {
        throw new AwsError('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive')
      }
      const body = input.Body ?? new Uint8Array()
      const checksums = verifiedChecksums(input, body)
      const part = partOf(body, clock.date())
      upload.parts.set(number, part)
      return { ETag: part.etag, ...checksums }
    },
    CompleteMultipartUpload(input) {
      const { Bucket, Key, UploadId = '' } = input
      const done = state.completed.get(UploadId)
      if (done !== undefined) return { Bucket, Key, ETag: done }
      const upload = find(input)
      const wanted = (input.MultipartUpload?.Parts ?? []).map(({ PartNumber = 0, ETag = '' }) => ({
        number: PartNumber,
        etag: ETag,
      }))
      checkWriteConditions(state.get(upload.bucket, upload.key), input)
      const { body, etag: joined } = joinParts(upload, wanted)
      const { etag } = state.put(upload.bucket, upload.key, body, { ...upload.headers, etag: joined })
      state.uploads.delete(upload.id)
      state.completed.set(upload.id, etag)
      return { Bucket, Key, ETag: etag }
    },
    AbortMultipartUpload(input) {
      state.uploads.delete(find(input).id)
      return {}
    },
    ListParts(input) {
      const upload = find(input)
      const parts = [...upload.parts].sort(([a], [b]) => a - b)
      return {
        Bucket: upload.bucket,
        Key: upload.key,
        UploadId: upload.id,
        IsTruncated: false,
        Parts: parts.map(([PartNumber, part]) => ({
          PartNumber,
          ETag: part.etag,
          Size: part.body.length,
          LastModified: part.at,
        })),
      }
    },
    ListMultipartUploads({ Bucket = '', Prefix = '' }) {
      state.bucket(Bucket, 'list')
      const uploads = [...state.uploads.values()].filter(
        ({ bucket, key }) => bucket === Bucket && key.startsWith(Prefix),
      )
      return {
        Bucket,
        IsTruncated: false,
        Uploads: uploads.map(({ id, key, startedAt }) => ({ UploadId: id, Key: key, Initiated: startedAt })),
      }
    },
  }
}
