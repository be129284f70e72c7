import { createHash } from 'node:crypto'
import type { Problem } from '@lockstep/shared-types/problem'
import { fail, ok, type Result } from '../../domain/result.ts'
import { probeHost } from './probe-host.ts'

export type ProbeResponse = {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** SHA-256 of the decoded bytes. */
  readonly sha256: string
  /** Until the response headers were there. */
  readonly latencyMilliseconds: number
}

export type ProbeRequest = {
  readonly headers?: Readonly<Record<string, string>>
  /** Lower or higher than the probe's own limit, for one request. */
  readonly maxBytes?: number
}

export type HttpProbe = {
  /** GET without credentials. Every answer is a value, redirects too: they are reported, never followed. */
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

const failed = (url: string, detail: string, remedy: string): Problem => ({
  code: 'probe-failed',
  title: `No usable answer from ${url.slice(0, 200)}.`,
  detail,
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

/** The network's own word for what happened, such as ECONNREFUSED: fetch hides it in the cause. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause
  if (cause instanceof Error)
    return 'code' in cause ? `${String(cause.code)}: ${cause.message}` : cause.message
  return error.message
}

/**
 * Outgoing HTTP for drift checks and verification. Asks only hosts that the configuration names, follows no redirect,
 * sends no credentials, and gives up on size and time. Codes: `probe-not-allowed`, `probe-failed`.
 */
export function createHttpProbe({
  allowedHosts,
  timeoutMilliseconds,
  maxBytes,
}: HttpProbeOptions): HttpProbe {
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

    const limit = request.maxBytes ?? maxBytes
    const aborter = new AbortController()
    const timer = setTimeout(() => aborter.abort(), timeoutMilliseconds)
    const startedAt = performance.now()
    try {
      const response = await fetch(parsed, {
        redirect: 'manual',
        credentials: 'omit',
        signal: aborter.signal,
        headers: { 'user-agent': 'lockstep', accept: '*/*', ...request.headers },
      })
      const latencyMilliseconds = performance.now() - startedAt
      const headers = Object.fromEntries(response.headers)
      const bytes = await readBytes(response, limit)
      const body = bytes.toString('utf8')
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return ok({ status: response.status, headers, body, sha256, latencyMilliseconds })
    } catch (error) {
      if (aborter.signal.aborted)
        return fail(
          failed(
            url,
            `no complete answer within ${timeoutMilliseconds} ms`,
            'Check that it is up and can be reached from here.',
          ),
        )
      // Ends the transfer of what is left.
      aborter.abort()
      if (error instanceof TooLargeError)
        return fail(
          failed(
            url,
            `the answer is larger than ${limit} bytes`,
            'Check that the address in the configuration is the right one.',
          ),
        )
      return fail(failed(url, causeOf(error), 'Check that it is up and can be reached from here.'))
    } finally {
      clearTimeout(timer)
    }
  }
  return { get }
}
