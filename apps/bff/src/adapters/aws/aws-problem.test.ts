import { describe, expect, it, test } from 'vitest'
import { awsProblem, isRetryable } from './aws-problem.ts'

const sdkError = (name: string, status?: number, more: object = {}): Error =>
  Object.assign(new Error(`${name} happened`), {
    name,
    $metadata: { httpStatusCode: status, requestId: 'request-1' },
    ...more,
  })

describe.each([
  [
    'aws-access-denied',
    false,
    [
      sdkError('AccessDeniedException', 400),
      sdkError('AccessDenied', 403),
      sdkError('ExpiredToken', 400),
      sdkError('CredentialsProviderError'),
      sdkError('403', 403),
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
      sdkError('Odd', 400, { $retryable: { throttling: true } }),
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
      new Error('aborted'),
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
      const problem = awsProblem(error, 'ecs:DescribeServices', 'shop/api')
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
