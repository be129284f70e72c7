import { HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3'
import type { Problem } from '@lockstep/shared-types/problem'
import type { Environment } from '../../domain/environment.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { ObjectHeaders, StoredObject } from '../../features/artifacts/ports.ts'
import { awsProblem } from './aws-problem.ts'
import type { AwsClientFactory } from './clients.ts'

export const siteKey = ({ frontend }: Environment, path: string): string => `${frontend.prefix}${path}`
export const siteName = ({ frontend }: Environment, path = ''): string =>
  `s3://${frontend.bucket}/${frontend.prefix}${path}`

/** A listing that ends too early would make files that are there look gone. */
const brokenOff = (site: string): Problem => ({
  code: 'aws-invalid-response',
  title: `The listing of ${site} says that more follows, and not where.`,
  detail: 's3:ListObjectsV2: IsTruncated without NextContinuationToken',
  remedy: 'Lockstep asks again by itself. If it lasts, check that the endpoint really is S3.',
})

export const unquoted = (etag = ''): string => etag.replaceAll('"', '')

/** Every object of the site by its path relative to the site's root; all pages are read. */
export function createBucketListing(factory: AwsClientFactory) {
  return async (
    environment: Environment,
    signal: AbortSignal,
  ): Promise<Result<ReadonlyMap<string, StoredObject>>> => {
    const { bucket, prefix } = environment.frontend
    const objects = new Map<string, StoredObject>()
    let token: string | undefined
    try {
      do {
        const page = await factory
          .for(environment)
          .s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }), {
            abortSignal: signal,
          })
        for (const { Key = '', Size = 0, ETag } of page.Contents ?? []) {
          const path = Key.slice(prefix.length)
          if (path !== '') objects.set(path, { size: Size, etag: unquoted(ETag) })
        }
        token = page.NextContinuationToken
        if (page.IsTruncated === true && token === undefined) return fail(brokenOff(siteName(environment)))
      } while (token !== undefined)
      return ok(objects)
    } catch (error) {
      return fail(awsProblem(error, 's3:ListObjectsV2', siteName(environment)))
    }
  }
}

/** The headers that an object is served with; null when it is not there. */
export function createObjectHeaders(factory: AwsClientFactory) {
  return async (
    environment: Environment,
    path: string,
    signal: AbortSignal,
  ): Promise<Result<ObjectHeaders | null>> => {
    try {
      const reply = await factory
        .for(environment)
        .s3.send(
          new HeadObjectCommand({ Bucket: environment.frontend.bucket, Key: siteKey(environment, path) }),
          { abortSignal: signal },
        )
      return ok({
        contentType: reply.ContentType ?? '',
        cacheControl: reply.CacheControl ?? '',
        contentEncoding: reply.ContentEncoding ?? null,
      })
    } catch (error) {
      const problem = awsProblem(error, 's3:HeadObject', siteName(environment, path))
      return problem.code === 'aws-not-found' ? ok(null) : fail(problem)
    }
  }
}
