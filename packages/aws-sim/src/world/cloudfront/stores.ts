import { AwsError } from '../../wire/aws-error.ts'
import type { WorldContext } from '../world.ts'
import { changeKeys, type KeyChange, type KeyValueStore } from './key-value-store.ts'

export type Stores = {
  readonly stores: Map<string, KeyValueStore>
  createKeyValueStore(name: string, comment?: string): KeyValueStore
  /** Changes keys all together, over the version that `ifMatch` names; functions see it a while later. */
  changeStore(store: KeyValueStore, ifMatch: string | undefined, changes: readonly KeyChange[]): void
}

/** Key value stores, and when the edge knows of a change: after as long as an invalidation takes. */
export function createStores(
  { clock, random, pace, accountId }: WorldContext,
  newEtag: () => string,
): Stores {
  const stores = new Map<string, KeyValueStore>()
  return {
    stores,
    createKeyValueStore(name, comment = '') {
      if ([...stores.values()].some((one) => one.name === name)) {
        throw new AwsError('EntityAlreadyExists', 'A key value store with this name already exists.', 409)
      }
      const id = `${random.hex(8)}-${random.hex(4)}-${random.hex(4)}-${random.hex(4)}-${random.hex(12)}`
      const at = clock.date()
      const store: KeyValueStore = {
        id,
        arn: `arn:aws:cloudfront::${accountId}:key-value-store/${id}`,
        name,
        comment,
        createdAt: at,
        lastModified: at,
        etag: newEtag(),
        entries: new Map(),
        atEdge: new Map(),
      }
      stores.set(store.arn, store)
      return store
    },
    changeStore(store, ifMatch, changes) {
      changeKeys(store, ifMatch, changes, { etag: newEtag(), at: clock.date() })
      const seen = new Map(store.entries)
      clock.after(pace.invalidationEffective, () => {
        store.atEdge = seen
      })
    },
  }
}
