import { HeadBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { fail, ok } from '../../domain/result.ts'
import type { CheckBucket } from '../../features/releases/ports.ts'
import { awsProblem } from './aws-problem.ts'
import type { AwsClientFactory } from './clients.ts'

/** No content has this ETag, so that the condition below never holds. */
const impossibleEtag = '"00000000000000000000000000000000"'
const keyName = '.lockstep-write-check'

/**
 * Finds out whether Lockstep may write into the site's bucket without writing: an upload that is conditional on an
 * ETag which no object has. S3 checks the permission first (403), and then refuses the condition (412, or 404 where
 * no such object is), so that both refusals prove the permission and nothing is ever stored.
 */
export function createBucketCheck(factory: AwsClientFactory): CheckBucket {
  return async (environment) => {
    const { bucket, prefix } = environment.frontend
    const { s3 } = factory.for(environment)
    try {
      await s3.send(new HeadBucketCommand({ Bucket: bucket }))
    } catch (error) {
      return fail(awsProblem(error, 's3:HeadBucket', bucket))
    }
    try {
      await s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: prefix + keyName,
          Body: new Uint8Array(),
          IfMatch: impossibleEtag,
        }),
      )
      return ok(undefined)
    } catch (error) {
      const problem = awsProblem(error, 's3:PutObject', `${bucket}/${prefix}`)
      const name = error instanceof Error ? error.name : ''
      return name === 'PreconditionFailed' || name === 'NoSuchKey' ? ok(undefined) : fail(problem)
    }
  }
}
