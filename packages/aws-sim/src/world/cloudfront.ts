import type { DistributionConfig } from '@aws-sdk/client-cloudfront'
import { AwsError } from '../wire/aws-error.ts'
import {
  distributionConfig,
  withFunctions,
  type DistributionInput,
} from './cloudfront/distribution-config.ts'
import { createCachePolicies, type CachePolicies } from './cloudfront/cache-policies.ts'
import { createFunctions, type Functions } from './cloudfront/functions.ts'
import { checkLimits, checkPaths, samePaths, type Invalidation } from './cloudfront/invalidation.ts'
import {
  createResponseHeadersPolicies,
  type ResponseHeadersPolicies,
} from './cloudfront/response-headers-policies.ts'
import { createStores, type Stores } from './cloudfront/stores.ts'
import type { WorldContext } from './world.ts'

export type Distribution = {
  readonly id: string
  readonly arn: string
  readonly domainName: string
  config: DistributionConfig
  etag: string
  status: 'Deployed' | 'InProgress'
  lastModified: Date
  /** Newest first. */
  readonly invalidations: Invalidation[]
}

type InvalidationListener = (distributionId: string, paths: readonly string[]) => void

export type CloudFront = {
  readonly distributions: ReadonlyMap<string, Distribution>
  createDistribution(input: DistributionInput): Distribution
  /** The distribution, or `NoSuchDistribution`. */
  distribution(id: string): Distribution
  /** Gives a distribution functions as one that had them from the beginning; for scenarios. */
  associate(id: string, functions: NonNullable<DistributionInput['functions']>): void
  /** Takes effect at once; the status says `InProgress` for a while, as every change of a distribution does. */
  update(id: string, config: DistributionConfig, ifMatch: string | undefined): Distribution
  /** The same reference with the same paths gives the invalidation that is there already. */
  invalidate(id: string, callerReference: string, paths: readonly string[]): Invalidation
  /** Called when an invalidation takes effect, which is before CloudFront says that it is completed. */
  onInvalidation(listener: InvalidationListener): void
  newEtag(): string
} & CachePolicies &
  ResponseHeadersPolicies &
  Functions &
  Stores

/** Distributions, their invalidations, policies, functions and key value stores. What they serve is the edge's business. */
export function createCloudFront(context: WorldContext): CloudFront {
  const { clock, random, pace, accountId, region } = context
  const distributions = new Map<string, Distribution>()
  const listeners: InvalidationListener[] = []
  const newEtag = (): string => `E${random.hex(13).toUpperCase()}`

  const find = (id: string): Distribution => {
    const found = distributions.get(id)
    if (!found) throw new AwsError('NoSuchDistribution', 'The specified distribution does not exist.', 404)
    return found
  }

  const headersPolicies = createResponseHeadersPolicies(context, newEtag)

  return {
    ...createCachePolicies(context),
    ...headersPolicies,
    ...createFunctions(context, newEtag),
    ...createStores(context, newEtag),
    distributions,
    newEtag,
    distribution: find,
    onInvalidation: (listener) => void listeners.push(listener),
    createDistribution(input) {
      const created: Distribution = {
        id: input.id,
        arn: `arn:aws:cloudfront::${accountId}:distribution/${input.id}`,
        domainName: `d${random.hex(13)}.cloudfront.net`,
        config: distributionConfig(input, region),
        etag: newEtag(),
        status: 'Deployed',
        lastModified: clock.date(),
        invalidations: [],
      }
      distributions.set(input.id, created)
      return created
    },
    associate(id, functions) {
      const distribution = find(id)
      distribution.config = withFunctions(distribution.config, functions)
    },
    update(id, config, ifMatch) {
      const distribution = find(id)
      if (ifMatch === undefined) {
        throw new AwsError('InvalidIfMatchVersion', 'The If-Match version is missing for the resource.')
      }
      if (ifMatch !== distribution.etag) {
        throw new AwsError(
          'PreconditionFailed',
          'The request failed because it did not meet the preconditions.',
          412,
        )
      }
      const headersPolicyId = config.DefaultCacheBehavior?.ResponseHeadersPolicyId
      if (headersPolicyId) headersPolicies.responseHeadersPolicy(headersPolicyId)
      distribution.config = config
      distribution.etag = newEtag()
      distribution.status = 'InProgress'
      distribution.lastModified = clock.date()
      const { etag } = distribution
      clock.after(pace.invalidationComplete, () => {
        if (distribution.etag === etag) distribution.status = 'Deployed'
      })
      return distribution
    },
    invalidate(id, callerReference, paths) {
      const { invalidations } = find(id)
      checkPaths(paths)
      const known = invalidations.find((one) => one.callerReference === callerReference)
      if (known) {
        if (samePaths(known.paths, paths)) return known
        throw new AwsError(
          'InvalidationBatchAlreadyExists',
          'You already created an invalidation with this caller reference and other paths.',
          409,
        )
      }
      checkLimits(
        invalidations.filter(({ status }) => status === 'InProgress'),
        paths,
      )
      const created: Invalidation = {
        id: `I${random.hex(24).toUpperCase()}`,
        callerReference,
        paths: [...paths],
        createdAt: clock.date(),
        status: 'InProgress',
      }
      invalidations.unshift(created)
      clock.after(pace.invalidationEffective, () => {
        for (const listener of listeners) listener(id, created.paths)
      })
      clock.after(pace.invalidationComplete, () => {
        created.status = 'Completed'
      })
      return created
    },
  }
}
