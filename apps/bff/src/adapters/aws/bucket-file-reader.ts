import { GetObjectCommand } from '@aws-sdk/client-s3'
import { Readable } from 'node:stream'
import type { Clock } from '../../domain/clock.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import type { SiteFile, SiteFileWanted } from '../../features/drift/ports.ts'
import type { AwsClientFactory } from './clients.ts'
import { readLimitedText } from './limited-body.ts'
import { readAws } from './reading.ts'

/**
 * Reads text files of the frontend from its bucket. The headers are read each time; the content of an
 * entity that is known already is not kept, so it is only transferred, not searched again.
 */
export function createBucketFileReader(factory: AwsClientFactory, clock: Clock) {
  const read = (environment: Environment, wanted: SiteFileWanted): Promise<Reading<SiteFile>> => {
    const { bucket, prefix } = environment.frontend
    const key = `${prefix}${wanted.path}`
    return readAws({ operation: 's3:GetObject', resource: `${bucket}/${key}` }, clock, async () => {
      const reply = await factory.for(environment).s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
      if (!(reply.Body instanceof Readable)) throw new SyntaxError('the answer has no body')
      const etag = reply.ETag?.replace(/^W\/|"/g, '') ?? null
      const text = await readLimitedText(reply.Body, wanted.maxBytes)
      return {
        text: etag !== null && etag === wanted.knownEtag ? null : text,
        cacheControl: reply.CacheControl ?? null,
        etag,
        ageSeconds: null,
        lastModified: reply.LastModified?.toISOString() ?? null,
        contentType: reply.ContentType?.split(';')[0]?.trim().toLowerCase() ?? null,
      }
    })
  }
  return { read }
}
