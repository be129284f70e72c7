import { AwsError } from '../wire/aws-error.ts'
import type { FaultKind } from './fault-rule.ts'
import { styleOf } from './refusals.ts'

type TimeFault = Extract<FaultKind, 'signatureExpired' | 'signatureNotYetCurrent'>
type CredentialsFault = Extract<FaultKind, 'expiredToken' | 'unknownKey' | 'wrongSecret'>

const minute = 60_000
/** How far the caller's clock is off: more than any service allows. */
const offMilliseconds = 20 * minute

const compact = (milliseconds: number): string =>
  new Date(milliseconds)
    .toISOString()
    .replace(/\.\d{3}/, '')
    .replaceAll(/[-:]/g, '')

/**
 * A signature whose time is too far from `now`. Names and form as public reports quote them (JSON services:
 * InvalidSignatureException; Query and REST-XML: SignatureDoesNotMatch; both with the signature's time, the limit and
 * AWS's time in the message). believed: CloudFront answers like the Query services; not looked up.
 */
export function refusedTime(service: string, kind: TimeFault, now: Date): AwsError {
  const seen = now.getTime()
  const expired = kind === 'signatureExpired'
  const signed = expired ? seen - offMilliseconds : seen + offMilliseconds
  const limit = expired ? seen - 5 * minute : seen + 5 * minute
  const message = expired
    ? `Signature expired: ${compact(signed)} is now earlier than ${compact(limit)} (${compact(seen)} - 5 min.)`
    : `Signature not yet current: ${compact(signed)} is still later than ${compact(limit)} (${compact(seen)} + 5 min.)`
  switch (styleOf(service)) {
    case 'http':
      return new AwsError('Forbidden', 'Forbidden.', 403)
    case 's3':
      return new AwsError(
        'RequestTimeTooSkewed',
        'The difference between the request time and the current time is too large.',
        403,
        null,
        {
          RequestTime: compact(signed),
          ServerTime: new Date(seen).toISOString(),
          MaxAllowedSkewMilliseconds: 15 * minute,
        },
      )
    case 'xml':
      return new AwsError('SignatureDoesNotMatch', message, 403)
    case 'json':
      return new AwsError('InvalidSignatureException', message, 400)
  }
}

/** Code, message and status by style; `http` stands for what is no AWS API. */
const credentialRefusals: Readonly<
  Record<
    CredentialsFault,
    { readonly message: string } & Record<'s3' | 'xml' | 'json', readonly [string, number]>
  >
> = {
  expiredToken: {
    message: 'The security token included in the request is expired',
    s3: ['ExpiredToken', 400],
    xml: ['ExpiredToken', 403],
    json: ['ExpiredTokenException', 400],
  },
  unknownKey: {
    message: 'The security token included in the request is invalid.',
    s3: ['InvalidAccessKeyId', 403],
    xml: ['InvalidClientTokenId', 403],
    json: ['UnrecognizedClientException', 400],
  },
  wrongSecret: {
    message:
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
    s3: ['SignatureDoesNotMatch', 403],
    xml: ['SignatureDoesNotMatch', 403],
    json: ['InvalidSignatureException', 400],
  },
}

/** Credentials that AWS does not take, as the service says it. */
export function refusedCredentials(service: string, kind: CredentialsFault): AwsError {
  const refusal = credentialRefusals[kind]
  const style = styleOf(service)
  if (style === 'http') return new AwsError('Forbidden', 'Forbidden.', 403)
  const [code, status] = refusal[style]
  return new AwsError(code, refusal.message, status)
}
