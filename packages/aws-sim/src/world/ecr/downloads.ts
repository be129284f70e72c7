import { createHash } from 'node:crypto'
import type { WorldContext, WorldRequest, WorldResponse } from '../world.ts'

const VALID_MILLISECONDS = 15 * 60 * 1000
export const downloadPrefix = '/_ecr/'

export type Downloads = {
  /** A URL on the caller's host that gives the blob, without credentials, for a quarter of an hour; `path` as `blob` reads it. */
  url(host: string, path: string): string
  answer(request: WorldRequest): WorldResponse
}

/** The storage behind a registry, which hands out blobs to whoever holds a signed URL. */
export function createDownloads(
  { clock, random }: WorldContext,
  blob: (path: string) => Uint8Array | undefined,
): Downloads {
  const secret = random.hex(32)
  const sign = (path: string, expires: string): string =>
    createHash('sha256').update(`${secret} ${path} ${expires}`).digest('hex')

  return {
    url(host, name) {
      const path = `${downloadPrefix}${name}`
      const expires = String(clock.now() + VALID_MILLISECONDS)
      return `http://${host}${path}?expires=${expires}&signature=${sign(path, expires)}`
    },
    answer({ method, url }) {
      const [path = '', query = ''] = url.split('?')
      const given = new URLSearchParams(query)
      const expires = given.get('expires') ?? ''
      if (given.get('signature') !== sign(path, expires)) return refusal('Signature does not match')
      if (Number(expires) < clock.now()) return refusal('Request has expired')
      const bytes = blob(path.slice(downloadPrefix.length))
      if (!bytes)
        return { status: 404, headers: { 'content-type': 'application/xml' }, body: error('NoSuchKey') }
      return {
        status: 200,
        headers: { 'content-type': 'application/octet-stream', 'content-length': String(bytes.length) },
        body: method === 'HEAD' ? '' : bytes,
      }
    },
  }
}

const error = (code: string, message = code): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`

const refusal = (message: string): WorldResponse => ({
  status: 403,
  headers: { 'content-type': 'application/xml' },
  body: error('AccessDenied', message),
})
