import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import type { Environment } from '../../domain/environment.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { SiteUpload } from '../../features/artifacts/ports.ts'
import { awsProblem } from './aws-problem.ts'
import { siteKey, siteName } from './bucket-listing.ts'
import type { AwsClientFactory } from './clients.ts'

/** S3 checks what arrives against the MD5: a body that was damaged on the way, or is not what was looked at, is refused. */
export const contentMd5 = (etag: string): string => Buffer.from(etag, 'hex').toString('base64')

/** Uploads a file in one piece; the SDK retries it. */
export function createObjectUpload(factory: AwsClientFactory) {
  return async (
    environment: Environment,
    upload: SiteUpload,
    body: Uint8Array,
    signal: AbortSignal,
  ): Promise<Result<void>> => {
    const s3: S3Client = factory.for(environment).s3
    try {
      await s3.send(
        new PutObjectCommand({
          Bucket: environment.frontend.bucket,
          Key: siteKey(environment, upload.path),
          Body: body,
          ContentLength: body.length,
          ContentMD5: contentMd5(upload.etag),
          ContentType: upload.contentType,
          CacheControl: upload.cacheControl,
        }),
        { abortSignal: signal },
      )
      return ok(undefined)
    } catch (error) {
      return fail(awsProblem(error, 's3:PutObject', siteName(environment, upload.path)))
    }
  }
}
