import { once } from 'node:events'
import type { Duplex, Readable } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import { createZstdFrameCutter } from './zstd-frames.ts'

/** Larger ones are mapped and unmapped by the allocator one by one, which costs more than they save. */
const chunkSize = 64 * 1024

const isGzip = (head: Buffer): boolean => head[0] === 0x1f && head[1] === 0x8b
const isZstd = (head: Buffer): boolean =>
  (head.length >= 4 && head.readUInt32LE(0) === 0xfd2fb528) ||
  // A skippable frame, with which some builders begin.
  (head.length >= 4 && (head.readUInt32LE(0) & 0xfffffff0) >>> 0 === 0x184d2a50)

/** The streams that unpack a layer, none when it is not packed; picked by its first bytes, as media types are not always true. */
export async function decompressorsFor(source: Readable): Promise<Duplex[]> {
  const head = await peek(source, 4)
  if (isGzip(head)) return [createGunzip({ chunkSize })]
  if (isZstd(head)) return [createZstdFrameCutter(), createZstdDecompress({ chunkSize })]
  return []
}

/** The first `length` bytes, or all when there are fewer; they stay in the stream. Rejects when the stream fails. */
async function peek(source: Readable, length: number): Promise<Buffer> {
  let head = Buffer.alloc(0)
  while (head.length < length && !source.readableEnded && !source.destroyed) {
    const chunk: Buffer | null = source.read()
    if (chunk !== null) {
      head = Buffer.concat([head, chunk])
      continue
    }
    if (source.readableEnded) break
    const settled = new AbortController()
    const { signal } = settled
    await Promise.race([once(source, 'readable', { signal }), once(source, 'end', { signal })])
    settled.abort()
  }
  if (source.errored) throw source.errored
  if (head.length > 0) source.unshift(head)
  return head
}
