import type * as cloudfront from '@aws-sdk/client-cloudfront'
import type { Handlers } from '../../wire/handlers.ts'
import type { CloudFront } from '../../world/cloudfront.ts'

/** Cache policies, read. */
export function cachePolicyHandlers(state: CloudFront): Handlers<typeof cloudfront> {
  const describe = (id: string) => {
    const { name, minimum, standard, maximum } = state.cachePolicy(id)
    return {
      Name: name,
      MinTTL: minimum,
      DefaultTTL: standard,
      MaxTTL: maximum,
      ParametersInCacheKeyAndForwardedToOrigin: {
        EnableAcceptEncodingGzip: true,
        EnableAcceptEncodingBrotli: true,
        HeadersConfig: { HeaderBehavior: 'none' as const },
        CookiesConfig: { CookieBehavior: 'none' as const },
        QueryStringsConfig: { QueryStringBehavior: 'none' as const },
      },
    }
  }
  // believed: a policy's ETag changes only with the policy; not looked up.
  const etagOf = (id: string): string => `E${id.replaceAll('-', '').slice(0, 13).toUpperCase()}`
  return {
    GetCachePolicy: ({ Id = '' }) => ({
      ETag: etagOf(Id),
      CachePolicy: { Id, LastModifiedTime: new Date(0), CachePolicyConfig: describe(Id) },
    }),
    GetCachePolicyConfig: ({ Id = '' }) => ({ ETag: etagOf(Id), CachePolicyConfig: describe(Id) }),
  }
}
