import type { Readable } from 'node:stream'
import { parseEntryPath } from '../../domain/artifact/entry-path.ts'
import type { FrontendFile } from '../../domain/artifact/frontend-file.ts'
import type { ImageLimits } from '../../domain/artifact/image-limits.ts'
import type { FileConsumer } from '../../features/artifacts/ports.ts'
import { ImageError } from './image-error.ts'
import { readTar } from './read-tar.ts'
import type { BlobRef } from './verify-blob.ts'

/**
 * Streams the wanted files out of one layer, in the layer's order; `wanted` loses each file that the consumer took,
 * so that a repeat after a failure only brings the rest. Stops reading when none is left.
 */
export async function streamFiles(
  source: Readable,
  blob: BlobRef,
  folder: string,
  limits: ImageLimits,
  wanted: Map<string, FrontendFile>,
  consume: FileConsumer,
  signal: AbortSignal,
): Promise<void> {
  const take = async (file: FrontendFile, body: AsyncIterable<Uint8Array>): Promise<void> => {
    const result = await consume(file, body)
    if (!result.ok) throw new ImageError(result.problem)
    wanted.delete(file.path)
  }
  await readTar(
    source,
    blob,
    limits,
    (header, body) => {
      if (wanted.size === 0) return 'stop'
      const parsed = parseEntryPath(header.name)
      if (!parsed.ok || !parsed.path.startsWith(`${folder}/`)) return 'skip'
      const path = parsed.path.slice(folder.length + 1)
      const file = wanted.get(path)
      if (file === undefined || file.size !== header.size) return 'skip'
      return take(file, body)
    },
    signal,
  )
}
