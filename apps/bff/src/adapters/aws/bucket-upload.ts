import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import type { Environment } from '../../domain/environment.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { SiteUpload, StoredEtag } from '../../features/artifacts/ports.ts'
import { awsProblem } from './aws-problem.ts'
import { captureRequest, createDirectPut, type DirectPut } from './bucket-direct-put.ts'
import { siteKey, siteName, unquoted } from './bucket-listing.ts'
import type { AwsClientFactory } from './clients.ts'

/** S3 checks what arrives against the MD5: a body that was damaged on the way, or is not what was looked at, is refused. */
export const contentMd5 = (etag: string): string => Buffer.from(etag, 'hex').toString('base64')

const operation = 's3:PutObject'

/**
 * Uploads a file in one piece. The first of a bucket goes through the SDK, and those after it directly to where that
 * one went. One that fails there goes through the SDK again, which retries it and names what is wrong.
 */
export function createObjectUpload(factory: AwsClientFactory) {
  const direct = new WeakMap<S3Client, Map<string, DirectPut>>()

  return async (
    environment: Environment,
    upload: SiteUpload,
    body: Uint8Array,
    signal: AbortSignal,
  ): Promise<Result<StoredEtag>> => {
    const s3: S3Client = factory.for(environment).s3
    const bucket = environment.frontend.bucket
    const key = siteKey(environment, upload.path)
    const md5 = contentMd5(upload.etag)
    const ways = direct.get(s3) ?? new Map<string, DirectPut>()
    direct.set(s3, ways)
    const headers = {
      'content-md5': md5,
      'content-type': upload.contentType,
      'cache-control': upload.cacheControl,
      ...(upload.contentEncoding === null ? {} : { 'content-encoding': upload.contentEncoding }),
    }
    const stored = (await ways.get(bucket)?.({ key, body, headers, signal })) ?? null
    if (stored !== null) return ok({ etag: unquoted(stored) })
    // Until the SDK has got through again: what is throttled or moved is not asked for twice by each file.
    ways.delete(bucket)
    const command = new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: body,
      ContentLength: body.length,
      ContentMD5: md5,
      ContentType: upload.contentType,
      CacheControl: upload.cacheControl,
      ContentEncoding: upload.contentEncoding ?? undefined,
    })
    const captured = captureRequest(command)
    let etag: string
    try {
      const { ETag } = await s3.send(command, { abortSignal: signal })
      // A proxy's 200 is not S3's: nothing is there, and the page that follows would ask for it.
      if (ETag === undefined) throw new SyntaxError('the answer names no ETag')
      etag = unquoted(ETag)
    } catch (error) {
      return fail(awsProblem(error, operation, siteName(environment, upload.path)))
    }
    const built = captured()
    const put = built === null ? null : createDirectPut(s3, built, key, () => factory.countAttempt(operation))
    if (put !== null) ways.set(bucket, put)
    return ok({ etag })
  }
}
