import { HttpResponse, type HttpRequest } from '@smithy/core/transport'
import { Readable } from 'node:stream'
import type { Outcome } from '../aws-server.ts'
import type { WireRequest } from '../message.ts'

/** A request handler for SDK clients that reaches the server without a socket. */
export function inProcessHandler(answer: (request: WireRequest) => Promise<Outcome>) {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request: HttpRequest): Promise<{ response: HttpResponse }> {
      const outcome = await answer(await toWire(request))
      if (outcome.kind !== 'answer') throw new Error(`The server gave ${outcome.kind}.`)
      const { status, headers, body } = outcome.response
      const stream = Readable.from(body === null ? [] : [Buffer.from(body)])
      return { response: new HttpResponse({ statusCode: status, headers: { ...headers }, body: stream }) }
    },
    destroy: () => undefined,
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  }
}

async function toWire(request: HttpRequest): Promise<WireRequest> {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(request.query))
    for (const item of Array.isArray(value) ? value : [value ?? '']) query.append(name, item)
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
  return {
    method: request.method,
    path: request.path,
    query,
    headers: { host: request.hostname, ...headers },
    body: await toBytes(request.body),
  }
}

async function toBytes(body: unknown): Promise<Uint8Array> {
  if (body === undefined || body === null) return new Uint8Array()
  if (body instanceof Uint8Array) return body
  const stream = body instanceof ReadableStream ? Readable.fromWeb(body) : body
  if (!(stream instanceof Readable)) return Buffer.from(stream as string)
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}
