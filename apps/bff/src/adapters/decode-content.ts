import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw, zstdDecompress } from 'node:zlib'

type Unpack = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>

const inflateZlib: Unpack = promisify(inflate)
const inflateBare: Unpack = promisify(inflateRaw)

/** `deflate` means the zlib format, but some servers send it bare, and browsers take both. */
const inflateEither: Unpack = (bytes, options) =>
  ((bytes[0] ?? 0) & 0x0f) === 8 ? inflateZlib(bytes, options) : inflateBare(bytes, options)

const unpackers: Readonly<Record<string, Unpack>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: inflateEither,
  br: promisify(brotliDecompress),
  zstd: promisify(zstdDecompress),
}

/** What a browser gets of bytes that are stored with a `Content-Encoding`. */
export type Decoded =
  | { readonly state: 'decoded'; readonly bytes: Buffer }
  | { readonly state: 'too-large' }
  | { readonly state: 'broken' }
  | { readonly state: 'unknown-encoding'; readonly encoding: string }

/** Undoes every encoding of the header, the last one first, and never makes more than `maxBytes` of it. */
export async function decodeContent(stored: Buffer, header: string, maxBytes: number): Promise<Decoded> {
  // `aws-chunked` tells how an upload travelled; some tools leave it in the header.
  const encodings = header
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => !['', 'identity', 'aws-chunked'].includes(name))
  let bytes = stored
  for (const encoding of encodings.toReversed()) {
    const unpack = unpackers[encoding]
    if (unpack === undefined) return { state: 'unknown-encoding', encoding }
    try {
      bytes = await unpack(bytes, { maxOutputLength: maxBytes })
    } catch (error) {
      const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
      return { state: tooLarge ? 'too-large' : 'broken' }
    }
  }
  return { state: 'decoded', bytes }
}
