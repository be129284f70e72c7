import { describe, expect, it, test } from 'vitest'
import { isRetryable } from '../../domain/release/retryable.ts'
import { awsProblem } from './aws-problem.ts'

const sdkError = (name: string, status?: number, more: object = {}): Error =>
  Object.assign(new Error(`${name} happened`), {
    name,
    $metadata: { httpStatusCode: status, requestId: 'request-1' },
    ...more,
  })

const saying = (error: Error, message: string): Error => Object.assign(error, { message })
const now = Date.parse('2026-11-20T12:00:00Z')

describe.each([
  [
    'aws-access-denied',
    false,
    [sdkError('AccessDeniedException', 400), sdkError('AccessDenied', 403), sdkError('403', 403)],
  ],
  [
    'aws-credentials-refused',
    true,
    [
      sdkError('ExpiredToken', 400),
      sdkError('ExpiredTokenException', 400),
      sdkError('CredentialsProviderError'),
      sdkError('UnrecognizedClientException', 400),
      sdkError('InvalidClientTokenId', 403),
      sdkError('InvalidSignatureException', 400),
      sdkError('SignatureDoesNotMatch', 403),
    ],
  ],
  [
    'aws-clock-wrong',
    true,
    [
      sdkError('RequestTimeTooSkewed', 403),
      sdkError('RequestExpired', 400),
      saying(
        sdkError('InvalidSignatureException', 400),
        'Signature expired: 20261120T114000Z is now earlier than 20261120T115500Z (20261120T120000Z - 5 min.)',
      ),
      saying(
        sdkError('SignatureDoesNotMatch', 403),
        'Signature not yet current: 20261120T122000Z is still later than 20261120T120500Z (20261120T120000Z + 5 min.)',
      ),
      sdkError('InvalidSignatureException', 400, {
        $response: { headers: { date: 'Fri, 20 Nov 2026 11:40:00 GMT' } },
      }),
      sdkError('403', 403, { $response: { headers: { date: 'Fri, 20 Nov 2026 12:20:00 GMT' } } }),
      Object.assign(sdkError('InvalidSignatureException', 400), { $metadata: { clockSkewCorrected: true } }),
    ],
  ],
  [
    'aws-not-found',
    false,
    [
      sdkError('ServiceNotFoundException', 400),
      sdkError('NoSuchKey', 404),
      sdkError('NotFound', 404),
      sdkError('TargetGroupNotFound', 400),
      Object.assign(sdkError('ClientException', 400), { message: 'Unable to describe task definition.' }),
    ],
  ],
  [
    'aws-throttled',
    true,
    [
      sdkError('ThrottlingException', 400),
      sdkError('SlowDown', 503),
      sdkError('Unknown', 429),
      Object.assign(new Error('waited'), { name: 'HeldBackError' }),
      sdkError('Odd', 400, { $retryable: { throttling: true } }),
    ],
  ],
  [
    'aws-busy',
    true,
    [
      sdkError('TooManyInvalidationsInProgress', 400),
      saying(
        sdkError('ClientException', 400),
        'Too many concurrent attempts to create a new revision of the specified family.',
      ),
    ],
  ],
  [
    'aws-unavailable',
    true,
    [
      sdkError('ServerException', 500),
      sdkError('ServiceUnavailable', 503),
      sdkError('TimeoutError'),
      Object.assign(new Error('reset'), { code: 'ECONNRESET' }),
      // A body that ends half way; Node's code, whatever its words.
      Object.assign(new Error('aborted'), { code: 'ECONNRESET' }),
    ],
  ],
  [
    'aws-invalid-response',
    true,
    [new SyntaxError('Unexpected token'), Object.assign(new Error('[]'), { name: 'ZodError' })],
  ],
  ['aws-rejected', false, [sdkError('InvalidParameterException', 400), sdkError('ClientException', 400)]],
  ['internal', false, [new TypeError('x is not a function'), 'a thrown string', null]],
] as const)('%s', (code, retryable, errors) => {
  test.each(errors.map((error) => [error instanceof Error ? error.name : String(error), error]))(
    'is made of %s',
    (_name, error) => {
      const problem = awsProblem(error, 'ecs:DescribeServices', 'shop/api', now)
      expect(problem.code).toBe(code)
      expect(isRetryable(problem)).toBe(retryable)
      expect(problem.remedy).not.toBe('')
    },
  )
})

it('says what was asked, of what, and which request it was', () => {
  const problem = awsProblem(sdkError('AccessDenied', 403), 's3:HeadObject', 'site/index.html')
  expect(problem.title).toBe('AWS denied s3:HeadObject for site/index.html.')
  expect(problem.detail).toBe('AccessDenied: AccessDenied happened (request request-1)')
  expect(problem.remedy).toContain('Allow s3:GetObject')
})

it.each([
  ['20261120T114000Z is now earlier than 20261120T115500Z (20261120T120000Z - 5 min.)', '20 minutes behind'],
  ['20261120T180000Z … 20261120T120500Z (20261120T120000Z)', '6 hours ahead of'],
])('says by how much the clock is off: %s', (message, words) => {
  const { title, remedy } = awsProblem(
    saying(sdkError('InvalidSignatureException', 400), message),
    'ecs:ListTasks',
  )
  expect(title).toContain(`the clock of the machine that Lockstep runs on is ${words} the time of AWS`)
  expect(`${title} ${remedy}`).not.toMatch(/allow|role|denied/i)
})

it('takes a wrong secret for what it is, although its message holds times of the request', () => {
  const message =
    'The request signature we calculated does not match … AWS4-HMAC-SHA256 20261120T120000Z … x-amz-date:20261120T120000Z'
  const answered = { $response: { headers: { date: 'Fri, 20 Nov 2026 12:00:01 GMT' } } }
  const error = saying(sdkError('SignatureDoesNotMatch', 403, answered), message)
  expect(awsProblem(error, 'ecs:ListTasks', undefined, now)).toMatchObject({
    code: 'aws-credentials-refused',
    remedy: expect.stringContaining('secret access key'),
  })
})

it('names the region of a bucket that is elsewhere, and a region that has no host', () => {
  const moved = sdkError('PermanentRedirect', 301, {
    $response: { headers: { 'x-amz-bucket-region': 'us-east-1' } },
  })
  expect(awsProblem(moved, 's3:GetObject', 'site').title).toContain('the bucket is in us-east-1')
  const bodiless = sdkError('UnknownError', 301, {
    $response: { headers: { 'x-amz-bucket-region': 'us-east-1' } },
  })
  expect(awsProblem(bodiless, 's3:HeadBucket', 'site')).toMatchObject({
    code: 'aws-rejected',
    title: expect.stringContaining('the bucket is in us-east-1'),
    remedy: expect.stringContaining('frontend.region'),
  })
  const nowhere = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' })
  expect(awsProblem(nowhere, 'ecs:ListTasks').remedy).toContain('Check the region')
})
