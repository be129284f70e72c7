import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { extract, type Header, type ExtractEvents } from 'tar-stream'
import { artifactUnreadable } from '../../domain/artifact/artifact-problems.ts'
import { decompressorsFor } from './decompress.ts'
import { ImageError } from './image-error.ts'
import { createBlobVerifier, type BlobCheck, type BlobRef } from './verify-blob.ts'

export type TarHeader = Header
type TarBody = ExtractEvents['entry'][1]

/** Takes an entry's body and resolves when it is through with it, skips it, or ends the reading. Entries are counted from 0. */
export type TarVisitor = (
  header: Header,
  entry: number,
  body: AsyncIterable<Uint8Array>,
) => Promise<void> | 'skip' | 'stop'

/**
 * Reads one layer as a stream: checks its digest, unpacks it (gzip, zstd, plain), visits its entries in order.
 * Memory does not depend on the layer's size. Throws ImageError; after a `stop` the digest stays unchecked.
 */
export async function readTar(
  source: Readable,
  blob: BlobRef,
  visit: TarVisitor,
  signal: AbortSignal,
  check: BlobCheck = 'digest',
): Promise<void> {
  const verifier = createBlobVerifier(blob, check)
  const stop = new AbortController()
  const tar = extract(anyTar)
  let entries = 0
  const follow = async (work: Promise<void>, next: () => void): Promise<void> => {
    try {
      await work
    } catch (error) {
      tar.destroy(toError(error))
      return
    }
    next()
  }
  tar.on('entry', (header, body, next) => {
    // A body fails together with its tar, which the pipeline reports.
    body.on('error', () => undefined)
    try {
      const work = visit(header, entries, bytesOf(body))
      entries += 1
      if (work === 'stop') stop.abort()
      else if (work === 'skip') skip(body, next)
      else void follow(work, next)
    } catch (error) {
      tar.destroy(toError(error))
    }
  })
  // Peeking needs the source to run into the verifier before the pipeline stands.
  const verified = pipeline(source, verifier.stream, { signal, end: true })
  verified.catch(() => undefined)
  try {
    const decompressors = await decompressorsFor(verifier.stream)
    const either = AbortSignal.any([signal, stop.signal])
    await pipeline([verifier.stream, ...decompressors, tar], { signal: either })
    await verified
  } catch (error) {
    source.destroy()
    if (stop.signal.aborted) return
    throw error
  }
  if (!verifier.verified()) throw new ImageError(artifactUnreadable(`${blob.digest} was not read to its end`))
}

/** Formats older than ustar too: the checksum still tells them from what is no tar. */
const anyTar = { highWaterMark: 16_384, allowUnknownFormat: true }

const toError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)))

async function* bytesOf(body: TarBody): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) if (chunk instanceof Uint8Array) yield chunk
}

function skip(body: TarBody, next: () => void): void {
  body.on('end', () => next())
  body.resume()
}
