import { ListObjectsV2Command } from '@aws-sdk/client-s3'
import type { Clock } from '../../domain/clock.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import { siteKey, siteName } from './bucket-listing.ts'
import type { AwsClientFactory } from './clients.ts'
import { readAws } from './reading.ts'

/**
 * S3 answers 403 for a key that is not there to who may not list the bucket, just as for one that may not be read.
 * The listing tells the two apart; without it nothing is known, and that is then the reason.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export async function absentIfNotListed(
  factory: AwsClientFactory,
  clock: Clock,
  environment: Environment,
  { wanted, refused }: { readonly wanted: { readonly path: string }; readonly refused: Unreadable },
): Promise<Reading<never>> {
  const key = siteKey(environment, wanted.path)
  const name = siteName(environment, wanted.path)
  const { bucket } = environment.frontend
  const source = { operation: 's3:ListObjectsV2', resource: `${bucket}/${key}` }
  const listed = await readAws(source, clock, async () => {
    const request = new ListObjectsV2Command({ Bucket: bucket, Prefix: key, MaxKeys: 1 })
    const { Contents = [] } = await factory.for(environment).s3.send(request)
    return Contents.some(({ Key }) => Key === key)
  })
  if (listed.state === 'read' && !listed.value) return { ...listed, state: 'absent' }
  if (listed.state === 'read' || listed.state === 'absent') return refused
  if (listed.problem.code !== 'aws-access-denied') return refused
  return {
    ...refused,
    problem: {
      ...refused.problem,
      title: `AWS does not say whether ${name} is there: Lockstep may neither read it nor list the bucket.`,
      remedy: `Allow s3:ListBucket on ${bucket} and s3:GetObject on what is in it for the role that Lockstep uses in this environment, and check that its credentials are valid.`,
    },
  }
}

type Unreadable = Extract<Reading<unknown>, { readonly state: 'unreadable' }>
