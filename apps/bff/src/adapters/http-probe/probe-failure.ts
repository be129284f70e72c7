import type { ProbeCause, Problem } from '@lockstep/shared-types/problem'

const unresolvedCodes = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_FAIL'])
const unreachableCodes = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EACCES', 'EPERM'])
const timeoutCodes = new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT'])
const certificateCodes =
  /^(CERT_|ERR_TLS_|ERR_SSL_|EPROTO$|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH$|INVALID_CA$)/
const unpackCodes = /^(Z_|ERR_?_?BROTLI|BROTLI|ERR__ERROR_FORMAT|ZSTD_)/

/** What stopped a request, as the network names it: fetch hides it in the cause, several addresses in a list of errors. */
function networkCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  if ('code' in error && typeof error.code === 'string' && error.code !== 'UND_ERR_SOCKET') return error.code
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause
  return networkCode(inner) ?? ('code' in error ? String(error.code) : null)
}

function causeOf(code: string): ProbeCause {
  if (code === 'ECONNREFUSED') return 'refused'
  if (unresolvedCodes.has(code)) return 'unresolved'
  if (unreachableCodes.has(code)) return 'unreachable'
  if (timeoutCodes.has(code)) return 'timeout'
  if (unpackCodes.test(code)) return 'undecodable'
  return certificateCodes.test(code) ? 'tls' : 'broken-off'
}

const messageOf = (error: unknown): string =>
  error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)

const checkReachable = 'Check that it is up and can be reached from here.'
const checkAddress = 'Check that the address in the configuration is the right one.'

const shown = (url: string): string => url.slice(0, 200)

const failure = (
  probeCause: ProbeCause,
  title: string,
  remedy: string,
  detail: string | null = null,
): Problem => ({ code: 'probe-failed', title, detail, remedy, probeCause })

/** A request that came to no answer, in words that name the reason. */
export function connectionFailure(url: string, error: unknown): Problem {
  const code = networkCode(error)
  // Without a code there was no connection at all: fetch itself refuses some ports that belong to other protocols.
  if (code === null)
    return failure(
      'unreachable',
      `${shown(url)} cannot be asked at that port.`,
      checkAddress,
      messageOf(error),
    )
  const cause = causeOf(code)
  const named = ` (${code})`
  switch (cause) {
    case 'refused':
      return failure(cause, `${shown(url)} refuses connections.`, checkReachable, code)
    case 'unresolved':
      return failure(
        cause,
        `The host of ${shown(url)} is not known: its name has no address.`,
        checkAddress,
        code,
      )
    case 'unreachable':
      return failure(cause, `There is no way from here to ${shown(url)}.`, checkReachable, code)
    case 'timeout':
      return failure(cause, `${shown(url)} does not accept a connection in time.`, checkReachable, code)
    case 'tls':
      return failure(
        cause,
        `${shown(url)} has no certificate that Lockstep trusts${named}.`,
        'Renew or correct the certificate; if a private authority signed it, start Lockstep with NODE_EXTRA_CA_CERTS.',
        code,
      )
    case 'undecodable':
      return failure(
        cause,
        `${shown(url)} answers with a body that cannot be unpacked as its Content-Encoding says: browsers fail on it, too.`,
        'Upload it again, with the header that says how it really is packed, or without.',
        code,
      )
    default:
      return failure(
        'broken-off',
        `${shown(url)} broke off before its answer was complete.`,
        checkReachable,
        code,
      )
  }
}

export const timedOut = (url: string, milliseconds: number): Problem =>
  failure(
    'timeout',
    `${shown(url)} did not answer within ${milliseconds / 1000} s.`,
    checkReachable,
    `no complete answer within ${milliseconds} ms`,
  )

export const answerTooLarge = (url: string, bytes: number): Problem =>
  failure(
    'too-large',
    `${shown(url)} answers with more than Lockstep reads of such a file.`,
    checkAddress,
    `the answer is larger than ${bytes} bytes`,
  )
