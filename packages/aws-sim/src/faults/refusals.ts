import { AwsError } from '../wire/aws-error.ts'

type Style = 'json' | 's3' | 'xml' | 'http'

/** How each service words its refusals; the rest speak JSON. */
const known: Readonly<Record<string, Style>> = {
  s3: 's3',
  door: 'http',
  cloudfront: 'xml',
  elbv2: 'xml',
  cloudformation: 'xml',
  sts: 'xml',
  cloudwatch: 'xml',
}
export const styleOf = (service: string): Style => known[service] ?? 'json'

/** Too many requests, as the service says it. */
export function throttled(service: string): AwsError {
  switch (styleOf(service)) {
    case 'http':
      return new AwsError('TooManyRequests', 'Too many requests.', 429)
    case 's3':
      return new AwsError('SlowDown', 'Please reduce your request rate.', 503)
    case 'xml':
      // Elastic Load Balancing's own page names another code than Query services have by custom.
      return new AwsError(service === 'elbv2' ? 'ThrottlingException' : 'Throttling', 'Rate exceeded', 400)
    case 'json':
      return new AwsError('ThrottlingException', 'Rate exceeded', 400)
  }
}

/** An outage of the service. */
export function broken(service: string): AwsError {
  switch (styleOf(service)) {
    case 'http':
      return new AwsError('ServiceUnavailable', 'Service unavailable.', 503)
    case 's3':
      return new AwsError('InternalError', 'We encountered an internal error. Please try again.', 500)
    case 'xml':
      return new AwsError('InternalFailure', 'Internal failure.', 500)
    case 'json':
      return new AwsError('InternalServerError', 'The service failed to process the request.', 500)
  }
}

/** What IAM calls a service, where its actions are not named as the service is here. */
const iamPrefix: Readonly<Record<string, string>> = {
  elbv2: 'elasticloadbalancing',
  appconfigdata: 'appconfig',
}

/** A missing permission. */
export function denied(service: string, operation: string, principal: string): AwsError {
  const message = `User: ${principal} is not authorized to perform: ${iamPrefix[service] ?? service}:${operation}`
  switch (styleOf(service)) {
    case 'http':
      return new AwsError('Forbidden', 'Forbidden.', 403)
    case 's3':
      return new AwsError('AccessDenied', 'Access Denied', 403)
    case 'xml':
      return new AwsError('AccessDenied', message, 403)
    case 'json':
      return new AwsError('AccessDeniedException', message, 400)
  }
}
