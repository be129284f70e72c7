import type * as keyValueStore from '@aws-sdk/client-cloudfront-keyvaluestore'
import { AwsError } from '../wire/aws-error.ts'
import type { Handlers } from '../wire/handlers.ts'
import { sizeOf, type KeyChange, type KeyValueStore } from '../world/cloudfront/key-value-store.ts'
import type { CloudFront } from '../world/cloudfront.ts'
import { page } from './paging.ts'

/** What key value stores hold. Every write needs the ETag of the read before it. */
export function keyValueStoreHandlers(state: CloudFront): Handlers<typeof keyValueStore> {
  const find = (arn: string | undefined): KeyValueStore => {
    const store = state.stores.get(arn ?? '')
    if (!store) throw new AwsError('ResourceNotFoundException', 'The key value store was not found', 404)
    return store
  }
  const change = (arn: string | undefined, ifMatch: string | undefined, changes: readonly KeyChange[]) => {
    const store = find(arn)
    state.changeStore(store, ifMatch, changes)
    return { ETag: store.etag, ItemCount: store.entries.size, TotalSizeInBytes: sizeOf(store) }
  }

  return {
    DescribeKeyValueStore({ KvsARN }) {
      const store = find(KvsARN)
      return {
        ETag: store.etag,
        ItemCount: store.entries.size,
        TotalSizeInBytes: sizeOf(store),
        KvsARN: store.arn,
        Created: store.createdAt,
        LastModified: store.lastModified,
        Status: 'READY',
      }
    },
    GetKey({ KvsARN, Key = '' }) {
      const store = find(KvsARN)
      const value = store.entries.get(Key)
      if (value === undefined) throw new AwsError('ResourceNotFoundException', `Key not found: ${Key}`, 404)
      return { Key, Value: value, ItemCount: store.entries.size, TotalSizeInBytes: sizeOf(store) }
    },
    ListKeys({ KvsARN, NextToken, MaxResults }) {
      const all = [...find(KvsARN).entries].map(([Key, Value]) => ({ Key, Value }))
      const { items, nextToken } = page(all, NextToken, MaxResults ?? 10, 'ValidationException')
      return { Items: items, NextToken: nextToken }
    },
    PutKey: ({ KvsARN, IfMatch, Key = '', Value = '' }) =>
      change(KvsARN, IfMatch, [{ key: Key, value: Value }]),
    DeleteKey: ({ KvsARN, IfMatch, Key = '' }) => change(KvsARN, IfMatch, [{ key: Key, value: null }]),
    UpdateKeys: ({ KvsARN, IfMatch, Puts = [], Deletes = [] }) =>
      change(KvsARN, IfMatch, [
        ...Puts.map(({ Key = '', Value = '' }) => ({ key: Key, value: Value })),
        ...Deletes.map(({ Key = '' }) => ({ key: Key, value: null })),
      ]),
  }
}
