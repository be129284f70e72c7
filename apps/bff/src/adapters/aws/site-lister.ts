import { ListObjectsV2Command } from '@aws-sdk/client-s3'
import type { Clock } from '../../domain/clock.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import type { SiteListing } from '../../features/drift/ports.ts'
import { siteKey, siteName } from './bucket-listing.ts'
import type { AwsClientFactory } from './clients.ts'
import { readAws } from './reading.ts'

/** Pages of a thousand objects: a bucket that holds more is read file by file. */
const maxPages = 5

/** Reads what the bucket of a frontend holds, for drift checks: never more than a few calls. */
export function createSiteLister(factory: AwsClientFactory, clock: Clock) {
  return (environment: Environment): Promise<Reading<SiteListing>> =>
    readAws({ operation: 's3:ListObjectsV2', resource: siteName(environment) }, clock, async () => {
      const { bucket, prefix } = environment.frontend
      const objects = new Map<string, { size: number; etag: string; lastModified: string | null }>()
      let token: string | undefined
      for (let page = 0; page < maxPages; page += 1) {
        const reply = await factory
          .for(environment)
          .s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }))
        for (const { Key = '', Size = 0, ETag = '', LastModified } of reply.Contents ?? [])
          objects.set(Key.slice(siteKey(environment, '').length), {
            size: Size,
            etag: ETag.replaceAll('"', ''),
            lastModified: LastModified?.toISOString() ?? null,
          })
        token = reply.IsTruncated === true ? reply.NextContinuationToken : undefined
        if (token === undefined) break
      }
      return { objects, isCut: token !== undefined }
    })
}
