import { createHash } from 'node:crypto'
import type { Problem } from '@lockstep/shared-types/problem'
import { fail, ok, type Result } from '../../domain/result.ts'
import { integrityHashes } from '../integrity-hashes.ts'
import { sameResource } from './follow-redirect.ts'
import { answerTooLarge, connectionFailure, timedOut, undecodable } from './probe-failure.ts'
import { probeHost } from './probe-host.ts'
import { sendGet, TooLargeError, UndecodableError } from './send-get.ts'
import { isRedirect } from './unexpected-answer.ts'

export type ProbeResponse = {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** SHA-256 of the decoded bytes. */
  readonly sha256: string
  /** Hashes of the same bytes as an `integrity` names them. */
  readonly hashes?: readonly string[]
  /** Until the response headers were there. */
  readonly latencyMilliseconds: number
}

export type ProbeRequest = {
  readonly headers?: Readonly<Record<string, string>>
  /** Lower or higher than the probe's own limit, for one request. */
  readonly maxBytes?: number
  /** Goes along with a redirect that only writes the same address in another way; see `sameResource`. */
  readonly followsSameResource?: boolean
}

export type HttpProbe = {
  /** GET without credentials of its own. Every answer is a value; a redirect to elsewhere is reported, never followed. */
  get(url: string, request?: ProbeRequest): Promise<Result<ProbeResponse>>
}

export type HttpProbeOptions = {
  /** `host:port` as `probeHost` writes it. Nothing else is ever asked. */
  readonly allowedHosts: ReadonlySet<string>
  /** For the whole request with its body. */
  readonly timeoutMilliseconds: number
  /** Of the decoded body. */
  readonly maxBytes: number
}

const notAllowed = (url: string, remedy: string): Problem => ({
  code: 'probe-not-allowed',
  title: 'Lockstep does not send requests to this address.',
  detail: url.slice(0, 200),
  remedy,
})

/** Hops to other ways to write one address; a server that goes on and on is left alone. */
const mostHops = 3

/**
 * Outgoing HTTP for drift checks and verification. Asks only hosts that the configuration names, and gives up on size
 * and time. Codes: `probe-not-allowed`, `probe-failed` with its `probeCause`.
 */
export function createHttpProbe({
  allowedHosts,
  timeoutMilliseconds,
  maxBytes,
}: HttpProbeOptions): HttpProbe {
  const ask = async (url: URL, request: ProbeRequest, signal: AbortSignal): Promise<ProbeResponse> => {
    const limit = request.maxBytes ?? maxBytes
    const { bytes, ...answer } = await sendGet(url, request.headers ?? {}, limit, signal)
    const body = bytes.toString('utf8')
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const hashes = integrityHashes(bytes)
    return { ...answer, body, sha256, hashes }
  }

  const askOn = async (first: URL, request: ProbeRequest, signal: AbortSignal): Promise<ProbeResponse> => {
    let url = first
    for (let hop = 0; ; hop += 1) {
      const answer = await ask(url, request, signal)
      const follows = request.followsSameResource === true && isRedirect(answer) && hop < mostHops
      const next = follows ? sameResource(url, answer.headers['location']) : null
      if (next === null) return answer
      url = next
    }
  }

  const get = async (url: string, request: ProbeRequest = {}): Promise<Result<ProbeResponse>> => {
    const parsed = URL.parse(url)
    if (parsed === null || (parsed.protocol !== 'http:' && parsed.protocol !== 'https:'))
      return fail(notAllowed(url, 'Use an http or https address.'))
    if (parsed.username !== '' || parsed.password !== '')
      return fail(notAllowed(parsed.host, 'Remove the user name and password from the address.'))
    if (!allowedHosts.has(probeHost(parsed)))
      return fail(
        notAllowed(url, 'Only hosts that the configuration names as a backend or frontend url are asked.'),
      )

    const aborter = new AbortController()
    const timer = setTimeout(() => aborter.abort(), timeoutMilliseconds)
    const failureOf = (error: unknown): Problem => {
      if (error instanceof TooLargeError) return answerTooLarge(url, request.maxBytes ?? maxBytes)
      return error instanceof UndecodableError ? undecodable(url) : connectionFailure(url, error)
    }
    // A connection kept from an earlier request may just have been closed at the other end.
    const askOnceMore = async (error: unknown): Promise<ProbeResponse> => {
      if (aborter.signal.aborted || failureOf(error).probeCause !== 'broken-off') throw error
      return await askOn(parsed, request, aborter.signal)
    }
    try {
      return ok(await askOn(parsed, request, aborter.signal).catch(askOnceMore))
    } catch (error) {
      if (aborter.signal.aborted) return fail(timedOut(url, timeoutMilliseconds))
      return fail(failureOf(error))
    } finally {
      clearTimeout(timer)
    }
  }
  return { get }
}
