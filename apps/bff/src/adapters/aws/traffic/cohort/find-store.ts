import { DescribeKeyValueStoreCommand } from '@aws-sdk/client-cloudfront'
import type { AwsClients } from '../../clients.ts'
import { called, gone } from '../problem-error.ts'

export const storeWords = (name: string): string => `CloudFront key-value store ${name}`

/** The ARN of the store of that name. */
export async function findStore(cloudFront: AwsClients['cloudFront'], name: string): Promise<string> {
  const about = { operation: 'cloudfront:DescribeKeyValueStore', resource: storeWords(name) }
  const { KeyValueStore } = await called(about, () =>
    cloudFront.send(new DescribeKeyValueStoreCommand({ Name: name })),
  )
  return (
    KeyValueStore?.ARN ?? gone('CloudFront key-value store', name, 'Check its name in the configuration.')
  )
}
