import type { IncomingMessage, ServerResponse } from 'node:http'
import type { WireResponse } from '../wire/message.ts'

/** Collects a request's body; a connection that breaks off rejects. */
export async function collectBody(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) if (chunk instanceof Uint8Array) chunks.push(chunk)
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
}

/** Headers by lower-case name, repeated ones joined. */
export function flatHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  )
}

export function send(response: ServerResponse, { status, headers, body }: WireResponse): void {
  const bytes = toBytes(body)
  // HEAD answers tell the length of what GET would give; 204 and 304 have none.
  const bodiless = status === 204 || status === 304
  const length = bodiless || headers['content-length'] !== undefined ? {} : { 'content-length': bytes.length }
  response.writeHead(status, { ...headers, ...length })
  response.end(bytes)
}

/** Announces the whole body, sends half of it, and cuts the connection. */
export function sendHalf(response: ServerResponse, { status, headers, body }: WireResponse): void {
  const bytes = toBytes(body)
  response.writeHead(status, { ...headers, 'content-length': bytes.length })
  response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy())
}

function toBytes(body: WireResponse['body']): Uint8Array {
  return typeof body === 'string' ? Buffer.from(body) : (body ?? new Uint8Array())
}
