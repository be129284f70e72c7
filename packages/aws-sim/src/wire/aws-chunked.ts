import { AwsError } from './aws-error.ts'
import type { WireRequest } from './message.ts'

/** Undoes `Content-Encoding: aws-chunked`: signed or unsigned chunks, with or without trailing headers. */
export function decodeAwsChunked(request: WireRequest): WireRequest {
  const { 'content-encoding': encoding = '', 'x-amz-content-sha256': payload = '' } = request.headers
  if (!encoding.includes('aws-chunked') && !payload.startsWith('STREAMING-')) return request
  const { body, trailers } = readChunks(request.body)
  const rest = encoding
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== 'aws-chunked')
    .join(',')
  const headers: Record<string, string> = {
    ...request.headers,
    ...trailers,
    'content-encoding': rest,
    'content-length': String(body.length),
  }
  if (rest === '') delete headers['content-encoding']
  return { ...request, headers, body }
}

function readChunks(bytes: Uint8Array): { body: Uint8Array; trailers: Record<string, string> } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const chunks: Uint8Array[] = []
  let position = 0
  for (;;) {
    const lineEnd = buffer.indexOf('\r\n', position)
    if (lineEnd < 0) throw incompleteBody()
    const size = Number.parseInt(buffer.toString('latin1', position, lineEnd), 16)
    if (!Number.isInteger(size)) throw incompleteBody()
    position = lineEnd + 2
    if (size === 0) break
    if (position + size > buffer.length) throw incompleteBody()
    chunks.push(buffer.subarray(position, position + size))
    position += size + 2
  }
  const lines = buffer.toString('latin1', position).split('\r\n')
  const trailers = lines.flatMap((line) => {
    const colon = line.indexOf(':')
    return colon > 0 ? [[line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const] : []
  })
  return { body: Buffer.concat(chunks), trailers: Object.fromEntries(trailers) }
}

function incompleteBody(): AwsError {
  return new AwsError(
    'IncompleteBody',
    'You did not provide the number of bytes specified by the Content-Length HTTP header.',
  )
}
