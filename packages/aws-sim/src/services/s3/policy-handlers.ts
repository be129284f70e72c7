import type * as s3 from '@aws-sdk/client-s3'
import { AwsError } from '../../wire/aws-error.ts'
import type { Handlers } from '../../wire/handlers.ts'
import type { BucketAction } from '../../world/s3/bucket.ts'
import { policyVerdict } from '../../world/resource-policy.ts'
import type { S3 } from '../../world/s3.ts'

const actions: Readonly<Record<BucketAction, string>> = {
  read: 's3:GetObject',
  write: 's3:PutObject',
  delete: 's3:DeleteObject',
  list: 's3:ListBucket',
}

/** Policies, of which only what they deny to everyone has an effect here. */
export function policyHandlers(state: S3): Handlers<typeof s3> {
  const policies = new Map<string, string>()
  return {
    PutBucketPolicy({ Bucket = '', Policy = '' }) {
      const { denied } = state.bucket(Bucket)
      const verdicts = verdictsOf(Policy)
      policies.set(Bucket, Policy)
      denied.clear()
      for (const [action, verdict] of verdicts) if (verdict === 'deny') denied.add(action)
      return {}
    },
    GetBucketPolicy({ Bucket = '' }) {
      state.bucket(Bucket)
      const Policy = policies.get(Bucket)
      if (Policy === undefined)
        throw new AwsError('NoSuchBucketPolicy', 'The bucket policy does not exist', 404)
      return { Policy }
    },
    DeleteBucketPolicy({ Bucket = '' }) {
      const { denied } = state.bucket(Bucket)
      if (policies.delete(Bucket)) denied.clear()
      return {}
    },
  }
}

function verdictsOf(policy: string): [BucketAction, 'allow' | 'deny' | 'silent'][] {
  const everyone = { accountId: '*', principal: '*' }
  try {
    return Object.entries(actions).map(([action, name]) => [
      action as BucketAction,
      policyVerdict(policy, { ...everyone, action: name }),
    ])
  } catch {
    throw new AwsError('MalformedPolicy', "Policies must be valid JSON and the first byte must be '{'", 400)
  }
}
