import { createHash } from 'node:crypto'
import type { Problem } from '@lockstep/shared-types/problem'
import { fail, ok, type Result } from '../../domain/result.ts'
import { integrityHashes } from '../integrity-hashes.ts'
import { sameResource } from './follow-redirect.ts'
import { answerTooLarge, connectionFailure, timedOut } from './probe-failure.ts'
import { probeHost } from './probe-host.ts'
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

class TooLargeError extends Error {}

async function readBytes(response: Response, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.length
    if (length > maxBytes) throw new TooLargeError()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

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
    const startedAt = performance.now()
    const response = await fetch(url, {
      redirect: 'manual',
      credentials: 'omit',
      signal,
      headers: { 'user-agent': 'lockstep', accept: '*/*', ...request.headers },
    })
    const latencyMilliseconds = performance.now() - startedAt
    const headers = Object.fromEntries(response.headers)
    const bytes = await readBytes(response, request.maxBytes ?? maxBytes)
    const body = bytes.toString('utf8')
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const hashes = integrityHashes(bytes)
    return { status: response.status, headers, body, sha256, hashes, latencyMilliseconds }
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
    // A connection kept from an earlier request may just have been closed at the other end.
    const askOnceMore = async (error: unknown): Promise<ProbeResponse> => {
      const isBrokenOff = connectionFailure(url, error).probeCause === 'broken-off'
      if (error instanceof TooLargeError || aborter.signal.aborted || !isBrokenOff) throw error
      return await askOn(parsed, request, aborter.signal)
    }
    try {
      return ok(await askOn(parsed, request, aborter.signal).catch(askOnceMore))
    } catch (error) {
      if (aborter.signal.aborted) return fail(timedOut(url, timeoutMilliseconds))
      // Ends the transfer of what is left.
      aborter.abort()
      return fail(
        error instanceof TooLargeError
          ? answerTooLarge(url, request.maxBytes ?? maxBytes)
          : connectionFailure(url, error),
      )
    } finally {
      clearTimeout(timer)
    }
  }
  return { get }
}
