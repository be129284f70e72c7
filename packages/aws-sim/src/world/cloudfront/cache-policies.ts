import { AwsError } from '../../wire/aws-error.ts'
import type { WorldContext } from '../world.ts'

/** Seconds for which an edge keeps an object: at least, without a header, at most. */
export type CachePolicy = {
  readonly id: string
  readonly name: string
  readonly type: 'managed' | 'custom'
  readonly minimum: number
  readonly standard: number
  readonly maximum: number
}

const oneYear = 31_536_000
const managed = (
  id: string,
  name: string,
  minimum: number,
  standard: number,
  maximum: number,
): CachePolicy => ({
  id,
  name: `Managed-${name}`,
  type: 'managed',
  minimum,
  standard,
  maximum,
})

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const managedPolicies: readonly CachePolicy[] = [
  managed('658327ea-f89d-4fab-a63d-7e88639e58f6', 'CachingOptimized', 1, 86_400, oneYear),
  managed(
    'b2884449-e4de-46a7-ac36-70bc7f1ddd6d',
    'CachingOptimizedForUncompressedObjects',
    1,
    86_400,
    oneYear,
  ),
  managed('4135ea2d-6df8-44a3-9df3-4b5a84be39ad', 'CachingDisabled', 0, 0, 0),
  managed('83da9c7e-98b4-4e11-a168-04f0df8e2c65', 'UseOriginCacheControlHeaders', 0, 0, oneYear),
]

export type CachePolicies = {
  /** A policy of the account's own. */
  createCachePolicy(input: Pick<CachePolicy, 'name' | 'minimum' | 'standard' | 'maximum'>): CachePolicy
  /** The policy, or `NoSuchCachePolicy`. */
  cachePolicy(id: string): CachePolicy
}

export function createCachePolicies({ random }: Pick<WorldContext, 'random'>): CachePolicies {
  const policies = new Map(managedPolicies.map((policy) => [policy.id, policy]))
  return {
    createCachePolicy(input) {
      const digits = random.hex(32)
      const id = [
        digits.slice(0, 8),
        digits.slice(8, 12),
        digits.slice(12, 16),
        digits.slice(16, 20),
        digits.slice(20),
      ]
      const created: CachePolicy = { ...input, id: id.join('-'), type: 'custom' }
      policies.set(created.id, created)
      return created
    },
    cachePolicy(id) {
      const found = policies.get(id)
      if (!found) throw new AwsError('NoSuchCachePolicy', 'The cache policy does not exist.', 404)
      return found
    },
  }
}
