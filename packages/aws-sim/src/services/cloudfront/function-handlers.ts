import type * as cloudfront from '@aws-sdk/client-cloudfront'
import { AwsError } from '../../wire/aws-error.ts'
import type { Handlers } from '../../wire/handlers.ts'
import type { FunctionRecord } from '../../world/cloudfront/functions.ts'
import type { CloudFront } from '../../world/cloudfront.ts'

const MOST_BYTES = 10 * 1024

/** CloudFront Functions: what is published, and how an installer makes one. */
export function functionHandlers(state: CloudFront): Handlers<typeof cloudfront> {
  return {
    CreateFunction({ Name = '', FunctionConfig, FunctionCode }) {
      const bytes = FunctionCode ?? new Uint8Array()
      if (bytes.byteLength > MOST_BYTES)
        throw new AwsError('FunctionSizeLimitExceeded', 'The function exceeds the maximum size.', 413)
      const store = FunctionConfig?.KeyValueStoreAssociations?.Items?.[0]?.KeyValueStoreARN
      const created = state.createFunction({
        name: Name,
        code: Buffer.from(bytes).toString('utf8'),
        comment: FunctionConfig?.Comment ?? '',
        ...(store !== undefined && { keyValueStoreArn: store }),
      })
      return { ETag: created.etag, FunctionSummary: summaryOf(created), Location: created.arn }
    },
    PublishFunction: ({ Name = '' }) => ({ FunctionSummary: summaryOf(state.functionNamed(Name)) }),
    DescribeFunction({ Name = '' }) {
      const found = state.functionNamed(Name)
      return { ETag: found.etag, FunctionSummary: summaryOf(found) }
    },
    GetFunction({ Name = '' }) {
      const found = state.functionNamed(Name)
      return {
        ETag: found.etag,
        ContentType: 'application/octet-stream',
        FunctionCode: Buffer.from(found.code),
      }
    },
    ListFunctions({ Marker, MaxItems }) {
      const all = [...state.functions.values()]
      const start = Marker === undefined ? 0 : all.findIndex(({ name }) => name === Marker) + 1
      const size = MaxItems ?? 100
      const items = all.slice(start, start + size)
      const more = start + size < all.length
      return {
        FunctionList: {
          MaxItems: size,
          Quantity: items.length,
          Items: items.map(summaryOf),
          ...(more && { NextMarker: items.at(-1)?.name }),
        },
      }
    },
  }
}

function summaryOf(record: FunctionRecord): cloudfront.FunctionSummary {
  const { keyValueStoreArn } = record
  return {
    Name: record.name,
    Status: 'DEPLOYED',
    FunctionConfig: {
      Comment: record.comment,
      Runtime: 'cloudfront-js-2.0',
      ...(keyValueStoreArn !== null && {
        KeyValueStoreAssociations: { Quantity: 1, Items: [{ KeyValueStoreARN: keyValueStoreArn }] },
      }),
    },
    FunctionMetadata: {
      FunctionARN: record.arn,
      Stage: 'LIVE',
      CreatedTime: record.createdAt,
      LastModifiedTime: record.lastModified,
    },
  }
}
