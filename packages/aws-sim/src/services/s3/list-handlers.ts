import type * as s3 from '@aws-sdk/client-s3'
import { AwsError } from '../../wire/aws-error.ts'
import type { Handlers } from '../../wire/handlers.ts'
import { listKeys } from '../../world/s3/listing.ts'
import type { S3Object } from '../../world/s3/object.ts'
import type { S3 } from '../../world/s3.ts'

/** Buckets and what is in them. */
export function listHandlers(state: S3, accountId: string): Handlers<typeof s3> {
  const contents = (bucketName: string, keys: readonly string[], encode: (text: string) => string) =>
    keys.flatMap((key) => {
      const object = state.get(bucketName, key)
      if (!object) return []
      return {
        Key: encode(key),
        Size: object.body.length,
        ETag: object.etag,
        LastModified: object.lastModified,
        StorageClass: 'STANDARD' as const,
        ...checksumsOf(object),
      }
    })

  return {
    ListBuckets: ({ Prefix = '' }) => ({
      Buckets: [...state.buckets.values()]
        .filter((bucket) => bucket.accountId === accountId && bucket.name.startsWith(Prefix))
        .map(({ name, createdAt, region }) => ({
          Name: name,
          CreationDate: createdAt,
          BucketRegion: region,
        })),
    }),
    CreateBucket({ Bucket = '', CreateBucketConfiguration }, { region }) {
      checkLocation(CreateBucketConfiguration?.LocationConstraint, region)
      state.createBucket(Bucket)
      return { Location: `/${Bucket}` }
    },
    DeleteBucket({ Bucket = '' }) {
      state.deleteBucket(Bucket)
      return {}
    },
    HeadBucket: ({ Bucket = '' }) => ({ BucketRegion: state.bucket(Bucket, 'list').region }),
    GetBucketLocation({ Bucket = '' }) {
      const { region } = state.bucket(Bucket)
      // The oldest region has no name here, for reasons of history.
      return region === 'us-east-1' ? {} : { LocationConstraint: region as s3.BucketLocationConstraint }
    },
    GetBucketVersioning({ Bucket = '' }) {
      state.bucket(Bucket)
      return {}
    },
    ListObjectsV2(input) {
      const { Bucket = '', Prefix = '', Delimiter = '', StartAfter = '' } = input
      const bucket = state.bucket(Bucket, 'list')
      const after = input.ContinuationToken === undefined ? StartAfter : readToken(input.ContinuationToken)
      const limit = pageSize(input.MaxKeys)
      const encode = input.EncodingType === 'url' ? encodeKey : (text: string) => text
      const page = listKeys(bucket.keys(), { prefix: Prefix, delimiter: Delimiter, after, limit })
      return {
        Name: Bucket,
        Prefix: encode(Prefix),
        Delimiter: input.Delimiter === undefined ? undefined : encode(Delimiter),
        StartAfter: input.StartAfter === undefined ? undefined : encode(StartAfter),
        ContinuationToken: input.ContinuationToken,
        EncodingType: input.EncodingType,
        MaxKeys: limit,
        KeyCount: page.keys.length + page.commonPrefixes.length,
        IsTruncated: page.next !== null,
        NextContinuationToken: page.next === null ? undefined : writeToken(page.next),
        Contents: contents(Bucket, page.keys, encode),
        CommonPrefixes: page.commonPrefixes.map((common) => ({ Prefix: encode(common) })),
      }
    },
    ListObjects(input) {
      const { Bucket = '', Prefix = '', Delimiter = '', Marker = '' } = input
      const bucket = state.bucket(Bucket, 'list')
      const limit = pageSize(input.MaxKeys)
      const encode = input.EncodingType === 'url' ? encodeKey : (text: string) => text
      const page = listKeys(bucket.keys(), { prefix: Prefix, delimiter: Delimiter, after: Marker, limit })
      return {
        Name: Bucket,
        Prefix: encode(Prefix),
        Marker: encode(Marker),
        EncodingType: input.EncodingType,
        MaxKeys: limit,
        IsTruncated: page.next !== null,
        NextMarker: page.next === null ? undefined : encode(page.next),
        Contents: contents(Bucket, page.keys, encode),
        CommonPrefixes: page.commonPrefixes.map((common) => ({ Prefix: encode(common) })),
      }
    },
  }
}

/**
 * How an object's checksums were computed; their values come with HEAD. S3 adds one of its own where none came. Of an upload
 * in parts this is not played.
 */
function checksumsOf({ checksums, etag }: S3Object) {
  const sent = Object.keys(checksums).map((name) => name.replace('Checksum', '') as s3.ChecksumAlgorithm)
  if (sent.length === 0 && /-\d+"$/.test(etag)) return {}
  const ChecksumAlgorithm: s3.ChecksumAlgorithm[] = sent.length === 0 ? ['CRC64NVME'] : sent
  return { ChecksumAlgorithm, ChecksumType: 'FULL_OBJECT' as const }
}

const encodeKey = (key: string): string => encodeURIComponent(key).replaceAll('%2F', '/')
const writeToken = (after: string): string => Buffer.from(after).toString('base64url')

function readToken(token: string): string {
  const after = Buffer.from(token, 'base64url').toString()
  if (token === '' || writeToken(after) !== token) {
    throw new AwsError('InvalidArgument', 'The continuation token provided is incorrect')
  }
  return after
}

function pageSize(maxKeys: number | undefined): number {
  if (maxKeys !== undefined && (!Number.isInteger(maxKeys) || maxKeys < 0)) {
    throw new AwsError('InvalidArgument', 'Provided max-keys not an integer or within integer range')
  }
  return Math.min(maxKeys ?? 1000, 1000)
}

/** A region's endpoint makes buckets of its own region alone, and wants that said; us-east-1 has no name to say. */
function checkLocation(asked: string | undefined, region: string | null): void {
  const wanted = region === null || region === 'us-east-1' ? undefined : region
  if (asked === wanted || (asked === 'EU' && wanted === 'eu-west-1')) return
  throw new AwsError(
    'IllegalLocationConstraintException',
    `The ${asked ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    400,
  )
}
