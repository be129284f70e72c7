import { gzipSync } from 'node:zlib'
import type { WorldRequest, WorldResponse } from '../world/world.ts'
import type { OriginAnswer } from './origin.ts'

const COMPRESSED_FROM_BYTES = 1000
const compressible = /^(text\/|application\/(javascript|json|xml|manifest\+json|wasm)|image\/svg)/

/** Turns a stored answer into the viewer's: 304 when it has that version, gzip when it takes it, no body for HEAD. */
export function respond(
  request: WorldRequest,
  answer: OriginAnswer,
  headers: Readonly<Record<string, string>>,
  compress: boolean,
): WorldResponse {
  const all: Record<string, string> = { ...answer.headers, ...headers }
  if (answer.status === 200 && isUnchanged(request, answer)) {
    delete all['content-type']
    return { status: 304, headers: all, body: '' }
  }
  let { body } = answer
  if (compress && wantsGzip(request, answer)) {
    body = gzipSync(body)
    all['content-encoding'] = 'gzip'
    all['vary'] = 'Accept-Encoding'
    // The bytes are other ones now, so the tag of the object may only be a weak one.
    if (all['etag']) all['etag'] = `W/${all['etag']}`
  }
  all['content-length'] = String(body.length)
  return { status: answer.status, headers: all, body: request.method === 'HEAD' ? '' : body }
}

function isUnchanged({ headers }: WorldRequest, answer: OriginAnswer): boolean {
  const wanted = headers['if-none-match']
  if (wanted !== undefined) {
    const etag = answer.headers['etag'] ?? ''
    return wanted.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag)
  }
  const since = Date.parse(headers['if-modified-since'] ?? '')
  return Date.parse(answer.headers['last-modified'] ?? '') <= since
}

const wantsGzip = ({ headers }: WorldRequest, { body, headers: stored }: OriginAnswer): boolean =>
  /\bgzip\b/.test(headers['accept-encoding'] ?? '') &&
  stored['content-encoding'] === undefined &&
  compressible.test(stored['content-type'] ?? '') &&
  body.length >= COMPRESSED_FROM_BYTES
