import type { ProbeCause, Problem } from '@lockstep/shared-types/problem'

const unresolvedCodes = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_FAIL'])
const unreachableCodes = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EACCES', 'EPERM'])
const certificateCodes =
  /^(CERT_|ERR_TLS_|ERR_SSL_|EPROTO$|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH$|INVALID_CA$)/

/** What stopped a request, as the network names it. */
const networkCode = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)

function causeOf(code: string): ProbeCause {
  if (code === 'ECONNREFUSED') return 'refused'
  if (unresolvedCodes.has(code)) return 'unresolved'
  if (unreachableCodes.has(code)) return 'unreachable'
  if (code === 'ETIMEDOUT') return 'timeout'
  return certificateCodes.test(code) ? 'tls' : 'broken-off'
}

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
    default:
      return failure(
        'broken-off',
        `${shown(url)} broke off before its answer was complete.`,
        checkReachable,
        code,
      )
  }
}

export const undecodable = (url: string): Problem =>
  failure(
    'undecodable',
    `${shown(url)} answers with a body that cannot be unpacked as its Content-Encoding says: browsers fail on it, too.`,
    'Upload it again, with the header that says how it really is packed, or without.',
  )

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
