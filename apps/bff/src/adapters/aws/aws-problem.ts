import type { Problem, ProblemCode } from '@lockstep/shared-types/problem'

type AwsProblemCode = Extract<ProblemCode, `aws-${string}` | 'internal'>

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
const deniedNames =
  /^(AccessDenied|AccessDeniedException|AuthorizationHeaderMalformed|Forbidden|Unauthorized(Operation|Exception)?|NotAuthorized|ExpiredToken(Exception)?|InvalidAccessKeyId|InvalidClientTokenId|InvalidToken|UnrecognizedClientException|SignatureDoesNotMatch|InvalidSignatureException|MissingAuthenticationToken(Exception)?|CredentialsProviderError|TokenProviderError|AllAccessDisabled)$/
const notFoundNames = /^(NoSuch\w+|NotFound|\w*NotFound(Exception|Fault)?)$/
const unavailableNames =
  /^(TimeoutError|RequestTimeout(Exception)?|AbortError|InternalError|InternalServerError|InternalFailure|ServerException|ServiceUnavailable(Exception)?)$/
const networkCodes =
  /^(ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ERR_STREAM_PREMATURE_CLOSE|UND_ERR\w*)$/

const property = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && key in value ? Reflect.get(value, key) : undefined

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** HTTP status of the failed call; null when no answer came. */
function statusOf(error: unknown): number | null {
  const status = property(property(error, '$metadata'), 'httpStatusCode')
  return typeof status === 'number' ? status : null
}

function classify(error: unknown): AwsProblemCode {
  const name = text(property(error, 'name'))
  const status = statusOf(error)
  if (throttledNames.has(name) || status === 429) return 'aws-throttled'
  if (property(property(error, '$retryable'), 'throttling') === true) return 'aws-throttled'
  if (deniedNames.test(name)) return 'aws-access-denied'
  if (name === 'ZodError' || name === 'SyntaxError') return 'aws-invalid-response'
  if (unavailableNames.test(name) || networkCodes.test(text(property(error, 'code'))))
    return 'aws-unavailable'
  if (text(property(error, 'message')) === 'aborted') return 'aws-unavailable'
  if (status !== null && status >= 500) return 'aws-unavailable'
  if (notFoundNames.test(name) || status === 404) return 'aws-not-found'
  if (status === 401 || status === 403) return 'aws-access-denied'
  // ECS names a task definition that is not there only in the message.
  if (
    name === 'ClientException' &&
    /unable to describe task definition/i.test(text(property(error, 'message')))
  )
    return 'aws-not-found'
  // The SDK marks what it could not decode with the answer that it choked on.
  if (property(error, '$response') !== undefined && (status === null || status < 300))
    return 'aws-invalid-response'
  if (status !== null && status >= 400) return 'aws-rejected'
  return property(error, '$metadata') === undefined ? 'internal' : 'aws-invalid-response'
}

/** The IAM action that allows an operation, where it is not named alike. */
const iamAction: Readonly<Record<string, string>> = {
  's3:HeadObject': 's3:GetObject',
  's3:HeadBucket': 's3:ListBucket',
  's3:ListObjectsV2': 's3:ListBucket',
  's3:DeleteObjects': 's3:DeleteObject',
  's3:CreateMultipartUpload': 's3:PutObject',
  's3:UploadPart': 's3:PutObject',
  's3:CompleteMultipartUpload': 's3:PutObject',
  's3:CopyObject': 's3:GetObject and s3:PutObject',
}

function wording(code: AwsProblemCode, operation: string, where: string): { title: string; remedy: string } {
  switch (code) {
    case 'aws-access-denied':
      return {
        title: `AWS denied ${operation}${where}.`,
        remedy: `Allow ${iamAction[operation] ?? operation} on it for the role that Lockstep uses in this environment, and check that its credentials are valid.`,
      }
    case 'aws-not-found':
      return {
        title: `AWS does not know what ${operation} asked for${where}.`,
        remedy: 'Check the name, the region and the account in the configuration; it may have been deleted.',
      }
    case 'aws-throttled':
      return {
        title: `AWS throttled ${operation}${where}.`,
        remedy:
          'Wait a moment: Lockstep asks again by itself, more slowly. If it lasts, something else in the account uses up the request budget.',
      }
    case 'aws-unavailable':
      return {
        title: `AWS did not answer ${operation}${where}.`,
        remedy:
          'Lockstep asks again by itself. If it lasts, check the network and the AWS Health Dashboard for the region.',
      }
    case 'aws-invalid-response':
      return {
        title: `The answer to ${operation}${where} could not be understood.`,
        remedy:
          'Lockstep asks again by itself. If it lasts, check that the endpoint really is AWS and that no proxy changes its answers.',
      }
    case 'aws-rejected':
      return {
        title: `AWS rejected ${operation}${where}.`,
        remedy: 'The detail says what AWS objects to; correct it in AWS or in the configuration.',
      }
    case 'internal':
      return {
        title: `Lockstep failed while it worked on ${operation}${where}.`,
        remedy: 'This is a fault of Lockstep: please report it with the detail.',
      }
  }
}

/** A read may be several calls: which one was denied, AWS itself says best. */
const deniedAction = (message: string, operation: string): string =>
  /not authorized to perform: ([a-z0-9-]+:\w+)/.exec(message)?.[1] ?? operation

/**
 * Names what went wrong in an AWS call. `operation` as IAM names it (`ecs:DescribeServices`), `resource` for people.
 * Takes whatever was thrown; never throws.
 */
export function awsProblem(error: unknown, operation: string, resource?: string): Problem {
  const code = classify(error)
  const name = text(property(error, 'name')) || 'Error'
  const message = text(property(error, 'message')).slice(0, 500)
  const requestId = text(property(property(error, '$metadata'), 'requestId'))
  const where = resource === undefined ? '' : ` for ${resource}`
  return {
    code,
    ...wording(code, code === 'aws-access-denied' ? deniedAction(message, operation) : operation, where),
    detail: `${name}: ${message}${requestId === '' ? '' : ` (request ${requestId})`}`,
  }
}

/** Whether the same call may succeed later without anybody changing anything. */
export function isRetryable(problem: Problem): boolean {
  return (
    problem.code === 'aws-throttled' ||
    problem.code === 'aws-unavailable' ||
    problem.code === 'aws-invalid-response'
  )
}
