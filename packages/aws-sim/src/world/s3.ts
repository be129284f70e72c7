import { AwsError } from '../wire/aws-error.ts'
import { createBucket, type Bucket, type BucketAction } from './s3/bucket.ts'
import { checkBucketName } from './s3/bucket-name.ts'
import { checkCaller } from './s3/caller.ts'
import type { MultipartUpload } from './s3/multipart.ts'
import { etagOf, type ObjectHeaders, type S3Object } from './s3/object.ts'
import type { Place } from './place.ts'
import type { WorldContext } from './world.ts'

/** What may be said about an object that is put by a builder. */
export type PutOptions = ObjectHeaders & {
  /** When it was put; now by default. Scenarios set it to tell a past. */
  readonly at?: Date | undefined
  readonly etag?: string | undefined
  readonly checksums?: Readonly<Record<string, string>> | undefined
}

export type S3 = {
  readonly buckets: ReadonlyMap<string, Bucket>
  readonly uploads: Map<string, MultipartUpload>
  /** ETag by upload id: to complete an upload once more succeeds and changes nothing. */
  readonly completed: Map<string, string>
  /** In the place of this view; its name is taken everywhere then. */
  createBucket(name: string, createdAt?: Date): Bucket
  deleteBucket(name: string): void
  /** The bucket, or `NoSuchBucket`; with an action, `AccessDenied` when its policy denies that. */
  bucket(name: string, action?: BucketAction): Bucket
  put(bucketName: string, key: string, body: Uint8Array | string, options?: PutOptions): S3Object
  get(bucketName: string, key: string): S3Object | undefined
  /** Makes the bucket's policy deny these actions to every caller of the API; none lifts it. */
  deny(bucketName: string, ...actions: BucketAction[]): void
  newUploadId(): string
  /** The same buckets for builders of another place. */
  in(place: Place): S3
  /** The same buckets as a caller of the API meets them: `bucket` refuses what lies in another region or account. */
  calledFrom(place: Place): S3
}

/** What all views share: a bucket's name stands for one bucket, wherever one asks from. */
type Store = {
  readonly buckets: Map<string, Bucket>
  readonly uploads: Map<string, MultipartUpload>
  readonly completed: Map<string, string>
}

/** Buckets and their objects. Versioning is off: a put replaces, a delete forgets. */
export function createS3(context: WorldContext): S3 {
  const store = { buckets: new Map(), uploads: new Map(), completed: new Map() }
  return createView(context, store, { accountId: context.accountId, region: context.region }, 'builder')
}

function createView(context: WorldContext, store: Store, place: Place, whose: 'builder' | 'caller'): S3 {
  const { buckets } = store

  const find = (name: string, action?: BucketAction): Bucket => {
    const bucket = buckets.get(name)
    if (!bucket) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404)
    if (whose === 'caller') checkCaller(place, bucket)
    if (action && bucket.denied.has(action)) {
      throw new AwsError(
        'AccessDenied',
        'User is not authorized: explicit deny in a resource-based policy',
        403,
      )
    }
    return bucket
  }

  return {
    ...store,
    createBucket(name, createdAt = context.clock.date()) {
      if (whose === 'caller') checkBucketName(name)
      const known = buckets.get(name)
      if (known && known.accountId !== place.accountId) {
        throw new AwsError(
          'BucketAlreadyExists',
          'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
          409,
        )
      }
      if (known) {
        throw new AwsError(
          'BucketAlreadyOwnedByYou',
          'Your previous request to create the named bucket succeeded and you already own it.',
          409,
        )
      }
      const bucket = createBucket(name, place, createdAt)
      buckets.set(name, bucket)
      return bucket
    },
    deleteBucket(name) {
      if (find(name).keys().length > 0) {
        throw new AwsError('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409)
      }
      buckets.delete(name)
    },
    bucket: find,
    put(bucketName, key, body, { at, etag, checksums = {}, ...headers } = {}) {
      const bytes = typeof body === 'string' ? Buffer.from(body) : body
      const bucket = find(bucketName)
      const plain = etag ?? etagOf(bytes)
      const object: S3Object = {
        ...headers,
        key,
        body: bytes,
        // Encrypted with a key of KMS, an ETag is no MD5 of what was put (docs.aws.amazon.com, API_Object).
        etag: bucket.kmsKey === null ? plain : opaqueEtag(context.random.hex(32), plain),
        kmsKey: bucket.kmsKey ?? undefined,
        lastModified: wholeSeconds(at ?? context.clock.date()),
        checksums,
      }
      bucket.put(object)
      return object
    },
    get: (bucketName, key) => find(bucketName).get(key),
    deny(bucketName, ...actions) {
      const { denied } = find(bucketName)
      denied.clear()
      for (const action of actions) denied.add(action)
    },
    newUploadId: () => context.random.hex(64),
    in: (other) => createView(context, store, other, 'builder'),
    calledFrom: (other) => createView(context, store, other, 'caller'),
  }
}

/** One that says nothing of the content; believed: of parts put together it still says how many (not looked up). */
const opaqueEtag = (digits: string, plain: string): string =>
  `"${digits}${/-\d+(?="$)/.exec(plain)?.[0] ?? ''}"`

/** Last-Modified is a header with whole seconds; the listing must not say something else. */
const wholeSeconds = (date: Date): Date => new Date(Math.floor(date.getTime() / 1000) * 1000)
