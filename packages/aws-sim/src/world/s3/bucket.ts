import { compareKeys } from './listing.ts'
import type { Place } from '../place.ts'
import type { S3Object } from './object.ts'

/**
 * What a distribution gets of a bucket: its objects; also the list of them, which it then answers at its root when no root
 * object is set (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html); or nothing.
 */
export type EdgeAccess = 'reads' | 'lists' | 'refused'

/** An operation a bucket policy can deny: reading, writing, deleting or listing. */
export type BucketAction = 'read' | 'write' | 'delete' | 'list'

export type Bucket = {
  readonly name: string
  readonly region: string
  /** Whose it is. */
  readonly accountId: string
  readonly createdAt: Date
  /** What the bucket's policy denies to everyone who calls the API; the edge has its own access. */
  readonly denied: Set<BucketAction>
  edgeAccess: EdgeAccess
  /** Its default encryption with a key of KMS; null: with S3's own, of which nobody sees anything. */
  kmsKey: string | null
  get(key: string): S3Object | undefined
  put(object: S3Object): void
  delete(key: string): void
  /** In UTF-8 order. */
  keys(): readonly string[]
}

export function createBucket(name: string, { region, accountId }: Place, createdAt: Date): Bucket {
  const objects = new Map<string, S3Object>()
  let sorted: readonly string[] | null = null
  return {
    name,
    region,
    accountId,
    createdAt,
    denied: new Set(),
    edgeAccess: 'reads',
    kmsKey: null,
    get: (key) => objects.get(key),
    put(object) {
      if (!objects.has(object.key)) sorted = null
      objects.set(object.key, object)
    },
    delete(key) {
      if (objects.delete(key)) sorted = null
    },
    keys: () => (sorted ??= [...objects.keys()].sort(compareKeys)),
  }
}
