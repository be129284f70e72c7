/** At most `perSecond` on average, `burst` at once. */
export type RateLimit = { readonly perSecond: number; readonly burst: number }

/**
 * Below what AWS grants an account, so that Lockstep never uses up the budget of the team's own tools:
 * ECS documents 20 service reads a second, CloudFront and ELB less. S3 is not limited here: its
 * budget is thousands a second per prefix, and publishing needs it.
 */
const limits: Readonly<Record<string, RateLimit>> = {
  ecs: { perSecond: 10, burst: 40 },
  ecr: { perSecond: 20, burst: 100 },
  elasticloadbalancing: { perSecond: 8, burst: 30 },
  cloudfront: { perSecond: 5, burst: 20 },
  cloudwatch: { perSecond: 10, burst: 30 },
  logs: { perSecond: 5, burst: 20 },
  appconfig: { perSecond: 5, burst: 20 },
  'cloudfront-keyvaluestore': { perSecond: 5, burst: 20 },
}

/** Time and waiting, replaceable in tests. */
export type Waiting = {
  /** Milliseconds that only go forward. */
  readonly monotonic: () => number
  readonly wait: (milliseconds: number) => Promise<void>
}

export const realWaiting: Waiting = {
  monotonic: () => performance.now(),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
}

/**
 * Token buckets, one per account (`scope`) and operation, such as `ecs:DescribeServices`.
 * `take` resolves when the call may go out; calls leave in the order in which they asked.
 */
export function createRateLimiter(waiting: Waiting = realWaiting): {
  take(scope: string, operation: string): Promise<void>
} {
  const buckets = new Map<string, { tokens: number; at: number }>()

  const take = async (scope: string, operation: string): Promise<void> => {
    const limit = limits[operation.slice(0, operation.indexOf(':'))]
    if (limit === undefined) return
    const key = `${scope} ${operation}`
    const now = waiting.monotonic()
    const bucket = buckets.get(key) ?? { tokens: limit.burst, at: now }
    const refilled = bucket.tokens + ((now - bucket.at) / 1000) * limit.perSecond
    // Going below zero reserves a place in the queue: the next caller waits longer.
    const tokens = Math.min(limit.burst, refilled) - 1
    buckets.set(key, { tokens, at: now })
    if (tokens < 0) await waiting.wait((-tokens / limit.perSecond) * 1000)
  }
  return { take }
}
