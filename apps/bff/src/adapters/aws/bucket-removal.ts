import { DeleteObjectsCommand } from '@aws-sdk/client-s3'
import type { Environment } from '../../domain/environment.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { awsProblem } from './aws-problem.ts'
import { siteKey, siteName } from './bucket-listing.ts'
import type { AwsClientFactory } from './clients.ts'

const keysPerCall = 1000

/** Removes files of the site; one that is gone already counts as removed. */
export function createObjectRemoval(factory: AwsClientFactory) {
  return async (
    environment: Environment,
    paths: readonly string[],
    signal: AbortSignal,
  ): Promise<Result<void>> => {
    const operation = 's3:DeleteObjects'
    try {
      for (let from = 0; from < paths.length; from += keysPerCall) {
        const Objects = paths
          .slice(from, from + keysPerCall)
          .map((path) => ({ Key: siteKey(environment, path) }))
        const reply = await factory.for(environment).s3.send(
          new DeleteObjectsCommand({
            Bucket: environment.frontend.bucket,
            Delete: { Objects, Quiet: true },
          }),
          { abortSignal: signal },
        )
        const [refused] = reply.Errors ?? []
        if (refused !== undefined)
          return fail(
            awsProblem(
              { name: refused.Code, message: refused.Message, $metadata: {} },
              operation,
              `s3://${environment.frontend.bucket}/${refused.Key}`,
            ),
          )
      }
      return ok(undefined)
    } catch (error) {
      return fail(awsProblem(error, operation, siteName(environment)))
    }
  }
}
