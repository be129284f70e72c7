import { AwsError } from '../../wire/aws-error.ts'
import type { Place } from '../place.ts'
import type { Bucket } from './bucket.ts'

/**
 * What a caller of an account, whose request is signed for a region, meets at a bucket elsewhere. The region first:
 * S3 sends to the region's endpoint before it looks at permissions.
 */
export function checkCaller({ region, accountId }: Place, bucket: Bucket): void {
  if (bucket.region !== region) {
    throw new AwsError(
      'PermanentRedirect',
      'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
      301,
      null,
      {},
      { 'x-amz-bucket-region': bucket.region },
    )
  }
  // There are no bucket policies here that let another account in.
  if (bucket.accountId !== accountId) throw new AwsError('AccessDenied', 'Access Denied', 403)
}
