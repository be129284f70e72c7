import { AwsError } from '../../wire/aws-error.ts'

export type KeyValueStore = {
  readonly id: string
  readonly arn: string
  readonly name: string
  readonly comment: string
  readonly createdAt: Date
  lastModified: Date
  etag: string
  /** What the API answers. */
  readonly entries: Map<string, string>
  /** What functions read: the entries of a while ago. */
  atEdge: ReadonlyMap<string, string>
}

const MOST_BYTES = 5 * 1024 * 1024
const MOST_VALUE_BYTES = 1024
const MOST_KEY_BYTES = 512

export const sizeOf = (store: KeyValueStore): number =>
  [...store.entries].reduce(
    (total, [key, value]) => total + Buffer.byteLength(key) + Buffer.byteLength(value),
    0,
  )

export type KeyChange = { readonly key: string; readonly value: string | null }

/** Applies changes all together, only over the version that `ifMatch` names; a null value deletes. */
export function changeKeys(
  store: KeyValueStore,
  ifMatch: string | undefined,
  changes: readonly KeyChange[],
  stamp: { readonly etag: string; readonly at: Date },
): void {
  if (ifMatch !== store.etag) {
    throw new AwsError('ConflictException', 'Pre-condition failed: the ETag is not that of the store', 409)
  }
  for (const { key, value } of changes) {
    if (Buffer.byteLength(key) > MOST_KEY_BYTES || Buffer.byteLength(value ?? '') > MOST_VALUE_BYTES) {
      throw new AwsError('ValidationException', 'A key or a value is longer than allowed')
    }
    if (value === null && !store.entries.has(key)) {
      throw new AwsError('ResourceNotFoundException', `Key not found: ${key}`, 404)
    }
  }
  for (const { key, value } of changes) {
    if (value === null) store.entries.delete(key)
    else store.entries.set(key, value)
  }
  if (sizeOf(store) > MOST_BYTES) {
    throw new AwsError('ServiceQuotaExceededException', 'The key value store would be larger than 5 MB', 402)
  }
  store.etag = stamp.etag
  store.lastModified = stamp.at
}
