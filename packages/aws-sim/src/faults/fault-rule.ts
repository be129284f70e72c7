/** What a fault does to a call. */
export const faultKinds = [
  'throttle',
  'serverError',
  'accessDenied',
  /** Refused as signed too long ago, or in the future: the caller's clock is wrong. */
  'signatureExpired',
  'signatureNotYetCurrent',
  /** Refused for the credentials: no longer valid, not known, or with another secret. */
  'expiredToken',
  'unknownKey',
  'wrongSecret',
  /** Refused without effect, by the error `code` in the words of `message`. */
  'refuse',
  /** Refused without effect, never answered. */
  'timeout',
  'reset',
  'truncate',
  'slow',
  'garbage',
  /** The answer of the call before, once more. */
  'stale',
  /** Waits before the effect until released, then goes on. */
  'hold',
  /** Has its effect, then waits until released before it answers. */
  'holdAfter',
  /** Has its effect, and never answers. */
  'lostAnswer',
] as const

export type FaultKind = (typeof faultKinds)[number]

/** Which calls fail, how, how often. */
export type FaultRule = {
  /** Service id such as `ecs`, `s3`, `cloudfront`; `*` for all. */
  readonly service: string
  /** Operation such as `UpdateService`; `*` for all. */
  readonly operation: string
  readonly kind: FaultKind
  /** Only calls that were signed for this region. */
  readonly region?: string
  /** How many calls; without it, until removed. */
  readonly times?: number
  /** Lets so many matching calls through first. */
  readonly skip?: number
  /** Share of the matching calls, 0 to 1; drawn from the seed. */
  readonly probability?: number
  /** Members that the input must have, with these values: `{ Key: 'index.html' }`; names as the API has them, case ignored. */
  readonly where?: Readonly<Record<string, unknown>>
  /** For `refuse`. */
  readonly code?: string
  readonly message?: string
  /** For `slow`, real milliseconds; default 2000. */
  readonly delayMilliseconds?: number
}

/** Whether a rule speaks of this call, its counters aside. */
export function ruleMatches(
  rule: FaultRule,
  call: {
    readonly service: string
    readonly operation: string
    readonly region: string | null
    readonly input: Readonly<Record<string, unknown>>
  },
): boolean {
  return (
    (rule.service === '*' || rule.service === call.service) &&
    (rule.operation === '*' || rule.operation === call.operation) &&
    (rule.region === undefined || rule.region === call.region) &&
    (rule.where === undefined || contains(call.input, rule.where))
  )
}

function contains(value: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return String(value) === String(wanted)
  if (typeof value !== 'object' || value === null) return false
  const byLowerName = new Map(Object.entries(value).map(([name, member]) => [name.toLowerCase(), member]))
  return Object.entries(wanted).every(([name, member]) =>
    contains(byLowerName.get(name.toLowerCase()), member),
  )
}
