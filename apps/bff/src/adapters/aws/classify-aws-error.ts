import type { ProblemCode } from '@lockstep/shared-types/problem'
import { clockDifference, isTooFar } from './clock-difference.ts'

type AwsProblemCode = Extract<ProblemCode, `aws-${string}` | 'internal'>

/** Why a call failed, as far as its words and remedy differ. */
export type AwsCause =
  | { readonly code: Exclude<AwsProblemCode, 'aws-clock-wrong' | 'aws-credentials-refused'> }
  /** By how much our clock is ahead of AWS's, in milliseconds; null when AWS says only that it is wrong. */
  | { readonly code: 'aws-clock-wrong'; readonly aheadMilliseconds: number | null }
  | { readonly code: 'aws-credentials-refused'; readonly why: CredentialsTrouble }
  | { readonly code: 'aws-unavailable'; readonly noSuchHost: true }
  /** By Lockstep itself, below AWS's limit; see `call-middleware.ts`. */
  | { readonly code: 'aws-throttled'; readonly heldBack: true }
  | { readonly code: 'aws-rejected'; readonly otherRegion: string | null }

/** `none`: nowhere to be had; `expired`; `unknown`: AWS does not know the key; `wrong`: the signature does not fit it. */
export type CredentialsTrouble = 'none' | 'expired' | 'unknown' | 'wrong'

const throttledNames = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'BandwidthLimitExceeded',
  'SlowDown',
  'PriorRequestNotComplete',
])
/** So much of it is under way that AWS takes no more for now; it passes when some of it has ended. */
const busyNames = new Set(['TooManyInvalidationsInProgress'])
/** Names that speak of the time alone. */
const clockNames = /^(RequestTimeTooSkewed|RequestExpired|RequestInTheFuture)$/
const credentialsNames: Readonly<Record<CredentialsTrouble, RegExp>> = {
  none: /^(CredentialsProviderError|TokenProviderError|MissingAuthenticationToken(Exception)?|MissingSecurityHeader)$/,
  expired: /^(ExpiredToken(Exception)?|TokenRefreshRequired)$/,
  unknown: /^(UnrecognizedClientException|InvalidClientTokenId|InvalidAccessKeyId|InvalidToken|AuthFailure)$/,
  wrong: /^(SignatureDoesNotMatch|InvalidSignature(Exception)?|IncompleteSignature(Exception)?)$/,
}
const deniedNames =
  /^(AccessDenied|AccessDeniedException|Forbidden|Unauthorized(Operation|Exception)?|NotAuthorized|AllAccessDisabled)$/
/** S3 alone says so: the bucket is in another region than the one that was asked. */
const otherRegionNames =
  /^(PermanentRedirect|AuthorizationHeaderMalformed|IllegalLocationConstraintException)$/
const notFoundNames = /^(NoSuch\w+|NotFound|\w*NotFound(Exception|Fault)?)$/
const unavailableNames =
  /^(TimeoutError|RequestTimeout(Exception)?|AbortError|InternalError|InternalServerError|InternalFailure|ServerException|ServiceUnavailable(Exception)?)$/
const networkCodes =
  /^(ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ERR_STREAM_PREMATURE_CLOSE|UND_ERR\w*)$/

export const property = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && key in value ? Reflect.get(value, key) : undefined

export const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** HTTP status of the failed call; null when no answer came. */
function statusOf(error: unknown): number | null {
  const status = property(property(error, '$metadata'), 'httpStatusCode')
  return typeof status === 'number' ? status : null
}

const headerOf = (error: unknown, name: string): string | undefined => {
  const value = property(property(property(error, '$response'), 'headers'), name)
  return typeof value === 'string' ? value : undefined
}

/** Finds the cause of a failed call by the error's name, status and members. Takes whatever was thrown. */
export function classifyAwsError(error: unknown, now: number): AwsCause {
  const name = text(property(error, 'name'))
  const status = statusOf(error)
  if (name === 'HeldBackError') return { code: 'aws-throttled', heldBack: true }
  if (throttledNames.has(name) || status === 429) return { code: 'aws-throttled' }
  if (property(property(error, '$retryable'), 'throttling') === true) return { code: 'aws-throttled' }
  if (busyNames.has(name)) return { code: 'aws-busy' }
  const refused = authentication(error, name, status, now)
  if (refused !== null) return refused
  if (deniedNames.test(name)) return { code: 'aws-access-denied' }
  // The answer to a HEAD has no body, hence no name that says anything.
  if (otherRegionNames.test(name) || status === 301) {
    const region = text(property(error, 'Region')) || headerOf(error, 'x-amz-bucket-region') || null
    return { code: 'aws-rejected', otherRegion: region }
  }
  if (name === 'ZodError' || name === 'SyntaxError') return { code: 'aws-invalid-response' }
  const networkCode = text(property(error, 'code'))
  if (networkCode === 'ENOTFOUND') return { code: 'aws-unavailable', noSuchHost: true }
  if (unavailableNames.test(name) || networkCodes.test(networkCode)) return { code: 'aws-unavailable' }
  if (status !== null && status >= 500) return { code: 'aws-unavailable' }
  if (notFoundNames.test(name) || status === 404) return { code: 'aws-not-found' }
  if (status === 401 || status === 403) return { code: 'aws-access-denied' }
  if (name === 'ClientException') return clientException(text(property(error, 'message')))
  // The SDK marks what it could not decode with the answer that it choked on.
  if (property(error, '$response') !== undefined && (status === null || status < 300))
    return { code: 'aws-invalid-response' }
  if (status !== null && status >= 400) return { code: 'aws-rejected' }
  return { code: property(error, '$metadata') === undefined ? 'internal' : 'aws-invalid-response' }
}

/**
 * ECS tells apart what it calls ClientException only by its message: this is the one place where a message is looked at. One
 * that is not known counts as refused, and is not tried again.
 */
function clientException(message: string): AwsCause {
  if (/unable to describe task definition/i.test(message)) return { code: 'aws-not-found' }
  // Of RegisterTaskDefinition, while another revision of the family is being made; believed: from reports, not documented.
  return { code: /too many concurrent attempts/i.test(message) ? 'aws-busy' : 'aws-rejected' }
}

/** A refusal before AWS looked at permissions: for the time, or for the credentials. */
function authentication(
  error: unknown,
  name: string,
  status: number | null,
  now: number,
): Extract<AwsCause, { code: 'aws-clock-wrong' | 'aws-credentials-refused' }> | null {
  const difference = clockDifference(
    {
      requestTime: property(error, 'RequestTime'),
      serverTime: property(error, 'ServerTime'),
      message: text(property(error, 'message')),
      dateHeader: headerOf(error, 'date'),
    },
    now,
  )
  if (clockNames.test(name))
    return { code: 'aws-clock-wrong', aheadMilliseconds: isTooFar(difference) ? difference : null }
  const troubles: readonly CredentialsTrouble[] = ['none', 'expired', 'unknown', 'wrong']
  const why = troubles.find((trouble) => credentialsNames[trouble].test(name))
  // A refused HEAD has no body, hence no name that says anything.
  const nameless = status === 403 && !deniedNames.test(name)
  // The SDK marks a refusal after which it has moved its own clock by minutes.
  const corrected = property(property(error, '$metadata'), 'clockSkewCorrected') === true
  if (why === 'wrong' && corrected) return { code: 'aws-clock-wrong', aheadMilliseconds: difference }
  if ((why === 'wrong' || nameless) && isTooFar(difference))
    return { code: 'aws-clock-wrong', aheadMilliseconds: difference }
  return why === undefined ? null : { code: 'aws-credentials-refused', why }
}
