import { AwsError } from './aws-error.ts'
import type { Structure } from './message.ts'
import type { ServiceModel } from './model.ts'
import { members, traits } from './schema.ts'

/** An error in the words of the wire, ready to be written in any protocol. */
export type Failure = {
  /** Name of the shape, such as `QueueDoesNotExist`. */
  readonly name: string
  /** Code in Query and XML bodies, such as `AWS.SimpleQueueService.NonExistentQueue`. */
  readonly code: string
  readonly status: number
  readonly message: string
  readonly fields: Structure
  readonly namespace: string
  readonly retryAfterSeconds: number | null
  readonly headers: Readonly<Record<string, string>>
}

/** S3 models neither most of its errors nor the status of any. */
const statusByCode: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  BucketAlreadyExists: 409,
  BucketAlreadyOwnedByYou: 409,
  BucketNotEmpty: 409,
  InternalError: 500,
  InternalFailure: 500,
  InvalidRange: 416,
  MethodNotAllowed: 405,
  NoSuchBucket: 404,
  NoSuchBucketPolicy: 404,
  NoSuchKey: 404,
  NoSuchUpload: 404,
  NoSuchVersion: 404,
  NotFound: 404,
  NotImplemented: 501,
  NotModified: 304,
  PreconditionFailed: 412,
  ServiceUnavailable: 503,
  SlowDown: 503,
}

/** Describes what a handler threw; anything but an AWS error becomes an internal failure. */
export function describeFailure(model: ServiceModel, thrown: unknown): Failure {
  const error = isAwsLike(thrown) ? thrown : new AwsError('InternalFailure', String(thrown), 500)
  const own: Structure = { ...error, ...(error instanceof AwsError ? error.fields : {}) }
  const name = error instanceof AwsError ? error.code : error.name
  const schema = model.errors.get(name)
  const modelled = schema ? traits(schema) : {}
  const queryError = Array.isArray(modelled.awsQueryError) ? modelled.awsQueryError : []
  // What no model describes, such as the times in RequestTimeTooSkewed of S3, goes out as it was given.
  const fields: Structure = schema === undefined && error instanceof AwsError ? { ...error.fields } : {}
  for (const [member] of schema ? members(schema) : []) {
    const value = member.toLowerCase() === 'message' ? error.message : own[member]
    if (value !== undefined) fields[member] = value
  }
  const modelledStatus = Number(queryError[1] ?? modelled.httpError ?? 0)
  return {
    name: schema?.getName() ?? name,
    code: String(queryError[0] ?? name),
    status:
      (error instanceof AwsError ? error.status : null) ??
      (modelledStatus || (statusByCode[name] ?? (modelled.error === 'server' ? 500 : 400))),
    message: error.message,
    fields: { message: error.message, ...fields },
    namespace: model.settings.defaultNamespace,
    retryAfterSeconds: error instanceof AwsError ? error.retryAfterSeconds : null,
    headers: error instanceof AwsError ? error.headers : {},
  }
}

/** True for our own errors and for exception classes of a client package. */
export function isAwsLike(error: unknown): error is Error {
  return error instanceof AwsError || (error instanceof Error && '$fault' in error)
}

/** Headers that every error carries. */
export function failureHeaders(failure: Failure, requestId: string): Record<string, string> {
  return {
    'x-amzn-requestid': requestId,
    ...failure.headers,
    ...(failure.retryAfterSeconds === null ? {} : { 'retry-after': String(failure.retryAfterSeconds) }),
  }
}
