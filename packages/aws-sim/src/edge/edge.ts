import type { DistributionConfig } from '@aws-sdk/client-cloudfront'
import { originOf } from '../world/cloudfront/distribution-config.ts'
import type { CloudFront } from '../world/cloudfront.ts'
import type { S3 } from '../world/s3.ts'
import type { Door, WorldContext, WorldRequest, WorldResponse } from '../world/world.ts'
import { createEdgeCache, type CacheEntry, type EdgeCache } from './cache.ts'
import { createFunctionRunner } from './functions.ts'
import { errorAnswer } from './error-answer.ts'
import { visitThrough, type Served } from './visit.ts'
import { freshSeconds } from './freshness.ts'
import { readOrigin, type OriginAnswer } from './origin.ts'
import { respond } from './respond.ts'
import { withResponseHeaders } from './response-headers.ts'

export type Edge = {
  /** The address at which a distribution serves its bucket. */
  door(distributionId: string): Door
  /** Puts what the bucket holds now into the cache, as a visit at `at` would have; for scenarios that tell a past. */
  prime(distributionId: string, paths: readonly string[], at: Date): void
  /** Paths that a distribution holds, fresh or not. */
  cached(distributionId: string): readonly string[]
}

type Source = 'Hit' | 'Miss' | 'RefreshHit' | 'Error'
type Fetched = { readonly entry: CacheEntry; readonly source: Source }
const ERROR_SECONDS = 10

/** The edges of all distributions: a cache in front of each bucket. One point of presence stands for all. */
export function createEdge(
  { clock }: WorldContext,
  parts: { readonly cloudfront: CloudFront; readonly s3: S3 },
): Edge {
  const { cloudfront, s3 } = parts
  const runner = createFunctionRunner(cloudfront)
  const caches = new Map<string, EdgeCache>()
  const cacheOf = (id: string): EdgeCache => {
    const cache = caches.get(id) ?? createEdgeCache()
    caches.set(id, cache)
    return cache
  }
  cloudfront.onInvalidation((id, paths) => {
    const root = `/${cloudfront.distribution(id).config.DefaultRootObject ?? ''}`
    cacheOf(id).invalidate(paths.map((path) => (path === '/' ? root : path)))
  })

  const fetchPath = (id: string, config: DistributionConfig, path: string, now: number): Fetched => {
    const cache = cacheOf(id)
    const known = cache.get(path)
    if (known && now < known.freshUntil)
      return { entry: known, source: known.answer.status < 400 ? 'Hit' : 'Error' }
    const answer = readOrigin(s3, originOf(config), path)
    const fresh = secondsFresh(cloudfront, answer, config, now)
    const entry: CacheEntry = { answer, storedAt: now, freshUntil: now + 1000 * (fresh ?? 0) }
    if (fresh === null) cache.drop(path)
    else cache.put(path, entry)
    if (answer.status >= 400) return { entry, source: 'Error' }
    const unchanged = known !== undefined && known.answer.headers['etag'] === answer.headers['etag']
    return { entry, source: unchanged ? 'RefreshHit' : 'Miss' }
  }

  const serve = (id: string, request: WorldRequest): Served => {
    const { config } = cloudfront.distribution(id)
    const now = clock.now()
    const path = pathOf(request.url, config)
    const first = fetchPath(id, config, path, now)
    const { entry, source } = errorPage(first, config, (page) => fetchPath(id, config, page, now))
    const age = Math.floor((now - entry.storedAt) / 1000)
    const headers = {
      'x-cache': `${source} from cloudfront`,
      via: `1.1 ${id.toLowerCase()}.cloudfront.net (CloudFront)`,
      'x-amz-cf-pop': 'SIM50-P1',
      ...(source === 'Hit' || source === 'Error' ? { age: String(age) } : {}),
    }
    const compress = config.DefaultCacheBehavior?.Compress === true
    const response = respond(request, entry.answer, headers, compress)
    const policyId = config.DefaultCacheBehavior?.ResponseHeadersPolicyId
    return {
      // Behind the cache and before the functions; believed of error pages too, not looked up.
      response: policyId
        ? {
            ...response,
            headers: withResponseHeaders(response.headers, cloudfront.responseHeadersPolicy(policyId).config),
          }
        : response,
      originStatus: first.entry.answer.status,
    }
  }

  const answerFor = (id: string, request: WorldRequest): WorldResponse | Promise<WorldResponse> => {
    const distribution = cloudfront.distribution(id)
    if (distribution.config.Enabled !== true) return errorAnswer(403, 'The distribution is disabled.')
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return errorAnswer(403, 'This distribution does not allow the HTTP request method that was used.')
    return visitThrough(runner, distribution, request, (changed) => serve(id, changed))
  }

  return {
    door: (id) => ({ name: id, answer: (request) => answerFor(id, request) }),
    prime(id, paths, at) {
      const { config } = cloudfront.distribution(id)
      for (const path of paths) fetchPath(id, config, path, at.getTime())
    },
    cached: (id) => cacheOf(id).paths(),
  }
}

/** The custom error response for a failed fetch, if the distribution has one for its status. */
function errorPage(
  first: Fetched,
  config: DistributionConfig,
  fetchPage: (path: string) => Fetched,
): Fetched {
  const rule = config.CustomErrorResponses?.Items?.find(
    ({ ErrorCode }) => ErrorCode === first.entry.answer.status,
  )
  if (!rule?.ResponsePagePath) return first
  const page = fetchPage(rule.ResponsePagePath)
  const status = Number(rule.ResponseCode ?? first.entry.answer.status)
  return { source: 'Error', entry: { ...page.entry, answer: { ...page.entry.answer, status } } }
}

/** Seconds that an answer stays fresh; errors have a lifetime of their own. */
function secondsFresh(
  cloudfront: CloudFront,
  answer: OriginAnswer,
  config: DistributionConfig,
  now: number,
): number | null {
  if (answer.status >= 400) {
    const rule = config.CustomErrorResponses?.Items?.find(({ ErrorCode }) => ErrorCode === answer.status)
    return rule?.ErrorCachingMinTTL ?? ERROR_SECONDS
  }
  const behaviour = config.DefaultCacheBehavior
  const limits =
    behaviour?.CachePolicyId === undefined
      ? {
          minimum: behaviour?.MinTTL ?? 0,
          standard: behaviour?.DefaultTTL ?? 86_400,
          maximum: behaviour?.MaxTTL ?? 31_536_000,
        }
      : cloudfront.cachePolicy(behaviour.CachePolicyId)
  return freshSeconds(answer.headers, limits, now)
}

/** The path without query (which is not part of the cache key here), the root object for the root. */
function pathOf(url: string, config: DistributionConfig): string {
  const path = url.split('?', 1)[0] ?? '/'
  return path === '/' ? `/${config.DefaultRootObject ?? ''}` : path
}
