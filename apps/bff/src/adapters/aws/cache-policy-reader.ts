import { GetCachePolicyCommand } from '@aws-sdk/client-cloudfront'
import type { Clock } from '../../domain/clock.ts'
import type { CacheLimits } from '../../domain/drift/cache-control.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import type { AwsClientFactory } from './clients.ts'
import { CachePolicyReply } from './distribution-schema.ts'
import { readAws } from './reading.ts'

/** A policy changes seldom, and never without somebody's doing. */
const keptMilliseconds = 10 * 60_000

/** What a policy says where it leaves something out. */
const standardSeconds = 86_400
const maximumSeconds = 31_536_000

/** Reads how long a cache policy lets the edge keep things, and asks again only after a while. */
export function createCachePolicyReader(factory: AwsClientFactory, clock: Clock) {
  const kept = new Map<string, { readonly until: number; readonly limits: CacheLimits }>()

  return async (environment: Environment, id: string): Promise<Reading<CacheLimits>> => {
    // Own policies belong to an account; the role stands for that.
    const key = `${environment.aws.roleArn ?? ''} ${id}`
    const known = kept.get(key)
    const now = clock.now()
    if (known !== undefined && now.getTime() < known.until)
      return {
        state: 'read',
        value: known.limits,
        source: `cloudfront:GetCachePolicy ${id}`,
        readAt: now.toISOString(),
      }
    const reading = await readAws(
      { operation: 'cloudfront:GetCachePolicy', resource: id },
      clock,
      async () => {
        const reply = await factory.for(environment).cloudFront.send(new GetCachePolicyCommand({ Id: id }))
        const { MinTTL, DefaultTTL, MaxTTL } = CachePolicyReply.parse(reply).CachePolicy.CachePolicyConfig
        return limitsOf(MinTTL, DefaultTTL, MaxTTL)
      },
    )
    if (reading.state === 'read')
      kept.set(key, { until: now.getTime() + keptMilliseconds, limits: reading.value })
    return reading
  }
}

/** Default and maximum are never below the minimum. */
export const limitsOf = (
  minimum: number | null | undefined,
  standard: number | null | undefined,
  maximum: number | null | undefined,
): CacheLimits => ({
  minimum: minimum ?? 0,
  standard: Math.max(standard ?? standardSeconds, minimum ?? 0),
  maximum: Math.max(maximum ?? maximumSeconds, minimum ?? 0),
})
