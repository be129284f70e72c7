import type * as cloudfront from '@aws-sdk/client-cloudfront'
import { AwsError } from '../../wire/aws-error.ts'
import type { Handlers } from '../../wire/handlers.ts'
import type { KeyValueStore } from '../../world/cloudfront/key-value-store.ts'
import type { CloudFront } from '../../world/cloudfront.ts'

/** Key value stores as resources; what they hold has a service of its own. */
export function storeHandlers(state: CloudFront): Handlers<typeof cloudfront> {
  return {
    CreateKeyValueStore({ Name = '', Comment }) {
      const store = state.createKeyValueStore(Name, Comment)
      return { ETag: store.etag, KeyValueStore: detailOf(store), Location: store.arn }
    },
    DescribeKeyValueStore({ Name = '' }) {
      const store = [...state.stores.values()].find(({ name }) => name === Name)
      if (!store) throw new AwsError('EntityNotFound', 'The key value store entity was not found.', 404)
      return { ETag: store.etag, KeyValueStore: detailOf(store) }
    },
    ListKeyValueStores() {
      const stores = [...state.stores.values()]
      return {
        KeyValueStoreList: { MaxItems: 100, Quantity: stores.length, Items: stores.map(detailOf) },
      }
    },
  }
}

const detailOf = (store: KeyValueStore): cloudfront.KeyValueStore => ({
  Id: store.id,
  ARN: store.arn,
  Name: store.name,
  Comment: store.comment,
  Status: 'READY',
  LastModifiedTime: store.lastModified,
})
