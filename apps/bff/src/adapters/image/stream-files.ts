import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { FrontendFile } from '../../domain/artifact/frontend-file.ts'
import { partBytes } from '../../domain/artifact/layer.ts'
import type { FileConsumer } from '../../features/artifacts/ports.ts'
import { ImageError } from './image-error.ts'
import { readTar } from './read-tar.ts'
import type { BlobRef } from './verify-blob.ts'

/**
 * Streams the wanted files out of one layer, in the layer's order; `wanted` loses each file that the consumer took,
 * so that a repeat after a failure only brings the rest. Stops reading when no entry is left that has one. Of a large
 * entry that is several files only the first is brought: a repeat brings the next.
 */
export async function streamFiles(
  source: Readable,
  blob: BlobRef,
  wanted: Set<FrontendFile>,
  consume: FileConsumer,
  signal: AbortSignal,
): Promise<void> {
  // The layer was verified when it was looked at. What goes up in one piece is checked by S3 against what was seen then.
  const check = [...wanted].some((file) => file.size > partBytes) ? 'digest' : 'length'
  const byEntry = Map.groupBy(wanted, (file) => file.entry)
  const give = async (file: FrontendFile, body: AsyncIterable<Uint8Array>): Promise<void> => {
    const result = await consume(file, body)
    if (!result.ok) throw new ImageError(result.problem)
    wanted.delete(file)
  }
  const giveAll = async (files: readonly FrontendFile[], body: AsyncIterable<Uint8Array>): Promise<void> => {
    const [first, ...others] = files
    if (first === undefined) return
    if (others.length === 0 || first.size > partBytes) return give(first, body)
    const whole = await buffer(body)
    for (const file of files) await give(file, chunksOf(whole))
  }
  await readTar(
    source,
    blob,
    (header, entry, body) => {
      if (byEntry.size === 0) return 'stop'
      const files = byEntry.get(entry) ?? []
      byEntry.delete(entry)
      return files.length === 0 || files[0]?.size !== header.size ? 'skip' : giveAll(files, body)
    },
    signal,
    check,
  )
}

async function* chunksOf(whole: Uint8Array): AsyncGenerator<Uint8Array> {
  yield whole
}
