import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { extract, type Header, type ExtractEvents } from 'tar-stream'
import { artifactTooLarge, artifactUnreadable } from '../../domain/artifact/artifact-problems.ts'
import type { ImageLimits } from '../../domain/artifact/image-limits.ts'
import { decompressorsFor } from './decompress.ts'
import { ImageError } from './image-error.ts'
import { createBlobVerifier, type BlobRef } from './verify-blob.ts'

export type TarHeader = Header
type TarBody = ExtractEvents['entry'][1]

/** Takes an entry's body and resolves when it is through with it, skips it, or ends the reading. */
export type TarVisitor = (header: Header, body: AsyncIterable<Uint8Array>) => Promise<void> | 'skip' | 'stop'

/**
 * Reads one layer as a stream: checks its digest, unpacks it (gzip, zstd, plain), visits its entries in order.
 * Memory does not depend on the layer's size. Throws ImageError; after a `stop` the digest stays unchecked.
 */
export async function readTar(
  source: Readable,
  blob: BlobRef,
  limits: ImageLimits,
  visit: TarVisitor,
  signal: AbortSignal,
): Promise<void> {
  const verifier = createBlobVerifier(blob)
  const stop = new AbortController()
  const tar = extract()
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
      entries += 1
      if (entries > limits.imageEntries)
        throw new ImageError(artifactTooLarge('imageEntries', limits.imageEntries, `${entries} entries`))
      const work = visit(header, bytesOf(body))
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
    const guard = createUnpackGuard(limits, verifier.bytes)
    const either = AbortSignal.any([signal, stop.signal])
    await pipeline([verifier.stream, ...decompressors, guard, tar], { signal: either })
    await verified
  } catch (error) {
    source.destroy()
    if (stop.signal.aborted) return
    throw error
  }
  if (!verifier.verified()) throw new ImageError(artifactUnreadable(`${blob.digest} was not read to its end`))
}

const toError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)))

async function* bytesOf(body: TarBody): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) if (chunk instanceof Uint8Array) yield chunk
}

function skip(body: TarBody, next: () => void): void {
  body.on('end', () => next())
  body.resume()
}

/** Ends a layer that unpacks to too much, in all or for its packed size. */
function createUnpackGuard(limits: ImageLimits, packedBytes: () => number): Transform {
  let unpacked = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      unpacked += chunk.length
      if (unpacked > limits.layerBytes)
        return done(new ImageError(artifactTooLarge('layerBytes', limits.layerBytes, `${unpacked} bytes`)))
      const ratio = unpacked / Math.max(1, packedBytes())
      if (unpacked > limits.unpackRatioFloorBytes && ratio > limits.unpackRatio)
        return done(
          new ImageError(
            artifactTooLarge(
              'unpackRatio',
              limits.unpackRatio,
              `${Math.round(ratio)} bytes from each packed byte`,
            ),
          ),
        )
      done(null, chunk)
    },
  })
}
