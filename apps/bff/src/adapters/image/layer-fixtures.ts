import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { pack, type Header } from 'tar-stream'

/** For tests: one entry, a text file unless `header` says otherwise. */
export type FixtureEntry = { readonly name: string; readonly body?: string | Buffer } & Partial<Header>

export type FixtureLayer = { readonly digest: string; readonly size: number; readonly bytes: Buffer }

/** For tests: a layer's tar, as bytes. */
export async function tarOf(entries: readonly FixtureEntry[]): Promise<Buffer> {
  const tar = pack()
  const whole = buffer(Readable.from(tar))
  for (const { body = '', ...header } of entries) tar.entry(header, body)
  tar.finalize()
  return whole
}

export const blobOf = (bytes: Buffer): FixtureLayer => ({
  digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
  size: bytes.length,
  bytes,
})

/** For tests: a layer as a registry keeps it. */
export async function layerOf(
  entries: readonly FixtureEntry[],
  compression: 'gzip' | 'zstd' | 'plain' = 'gzip',
): Promise<FixtureLayer> {
  const tar = await tarOf(entries)
  switch (compression) {
    case 'gzip':
      return blobOf(gzipSync(tar))
    case 'zstd':
      return blobOf(zstdCompressSync(tar))
    case 'plain':
      return blobOf(tar)
  }
}
