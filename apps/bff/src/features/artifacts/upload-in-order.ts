import { partBytes } from '../../domain/artifact/layer.ts'
import { publishPhases } from '../../domain/artifact/publish-order.ts'
import { servedAs } from '../../domain/artifact/stored-content.ts'
import type { Environment } from '../../domain/environment.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Candidate } from './choose-uploads.ts'
import type { ConfirmedFile, FileConsumer, SiteBucket, StoredEtag } from './ports.ts'
import { createUploadPool, type PoolLimits } from './upload-pool.ts'

export type PublishProgress = {
  readonly doneFiles: number
  readonly totalFiles: number
  readonly doneBytes: number
  readonly totalBytes: number
}

export type UploadInOrder = {
  readonly bucket: SiteBucket
  readonly environment: Environment
  readonly uploads: readonly Candidate[]
  /** Bodies that are at hand, by their path in the image; filled with what comes by too early, up to a limit. */
  readonly memory: Map<string, Uint8Array>
  readonly stream: (wanted: readonly Candidate[], consume: FileConsumer) => Promise<Result<void>>
  readonly onPhaseDone: (files: readonly ConfirmedFile[]) => Promise<void>
  readonly onProgress: (progress: PublishProgress) => void
  readonly limits: PoolLimits
  readonly signal: AbortSignal
}

/** HTML and the like pass by while assets stream; keeping them saves another pass over the layer. */
const keptEarlyBytes = 8 * 1024 * 1024
/** What a multipart upload holds at once. */
const largeUploadBytes = 4 * partBytes

/** Uploads phase by phase; a phase begins only when the one before is there in full. */
export async function uploadInOrder(work: UploadInOrder): Promise<Result<void>> {
  const { environment, bucket, signal, memory } = work
  const report = createReporter(work.uploads, work.onProgress)
  const keptEarly = chooseKept(work.uploads)
  const etags = new Map<string, string>()

  for (const phase of publishPhases) {
    const files = work.uploads.filter((file) => file.phase === phase)
    if (files.length === 0) continue
    const pool = createUploadPool(work.limits)
    const bySource = new Map(work.uploads.map((file) => [file.source, file]))
    const inPhase = new Set(files.map((file) => file.source))

    const took = (file: Candidate, result: Result<StoredEtag>): Result<void> => {
      if (!result.ok) return result
      etags.set(file.path, result.value.etag)
      report(file)
      return ok(undefined)
    }
    const put = (file: Candidate, body: Uint8Array): void =>
      pool.start(file.size, async () => took(file, await bucket.upload(environment, file, body, signal)))
    const consume: FileConsumer = async ({ path }, body) => {
      const file = bySource.get(path)
      if (file === undefined) return ok(undefined)
      if (!inPhase.has(path)) {
        memory.set(path, await collect(body, file.size))
        return ok(undefined)
      }
      const bytes = file.size > partBytes ? largeUploadBytes : file.size
      const room = await pool.reserve(bytes)
      if (!room.ok) return room
      if (file.size > partBytes) {
        const result = await bucket.uploadLarge(environment, file, body, signal)
        pool.release(bytes)
        return took(file, result)
      }
      let whole: Uint8Array
      try {
        whole = await collect(body, file.size)
      } catch (error) {
        // The stream broke; it reports that itself, and may bring the file again.
        pool.release(bytes)
        throw error
      }
      put(file, whole)
      return ok(undefined)
    }

    const atHand = files.filter((file) => memory.has(file.source))
    for (const file of atHand) {
      const room = await pool.reserve(file.size)
      const body = memory.get(file.source)
      if (!room.ok || body === undefined) break
      memory.delete(file.source)
      put(file, body)
    }
    const missing = files.filter((file) => !atHand.includes(file))
    const early = work.uploads.filter(
      (file) => keptEarly.has(file.source) && !memory.has(file.source) && !inPhase.has(file.source),
    )
    const streamed = missing.length === 0 ? ok(undefined) : await work.stream([...missing, ...early], consume)
    const drained = await pool.drain()
    if (!drained.ok) return drained
    if (!streamed.ok) return streamed
    await work.onPhaseDone(
      files.map((file) => ({
        path: file.path,
        storedEtag: etags.get(file.path) ?? file.etag,
        served: servedAs(file),
      })),
    )
  }
  return ok(undefined)
}

/** Files of later phases than assets that are worth keeping in memory, small ones first. */
function chooseKept(uploads: readonly Candidate[]): Set<string> {
  const later = uploads.filter((file) => file.phase !== 'assets').toSorted((a, b) => a.size - b.size)
  const kept = new Set<string>()
  let bytes = 0
  for (const file of later) {
    bytes += file.size
    if (bytes > keptEarlyBytes) break
    kept.add(file.source)
  }
  return kept
}

async function collect(body: AsyncIterable<Uint8Array>, size: number): Promise<Uint8Array> {
  // Of its own and not out of Node's shared slabs, which one slow upload would keep; filled with what comes.
  const whole = Buffer.allocUnsafeSlow(size)
  let filled = 0
  for await (const chunk of body) {
    whole.set(chunk, filled)
    filled += chunk.length
  }
  // What was not filled is whatever lay there before: it must not go anywhere.
  return filled === size ? whole : whole.subarray(0, filled)
}

/** Reports at most a hundred times, and at the end. */
function createReporter(
  uploads: readonly Candidate[],
  onProgress: (progress: PublishProgress) => void,
): (file: Candidate) => void {
  const totalFiles = uploads.length
  const totalBytes = uploads.reduce((sum, file) => sum + file.size, 0)
  let doneFiles = 0
  let doneBytes = 0
  let reported = 0
  return (file) => {
    doneFiles += 1
    doneBytes += file.size
    const percent = Math.floor((doneFiles / totalFiles) * 100)
    if (percent === reported) return
    reported = percent
    onProgress({ doneFiles, totalFiles, doneBytes, totalBytes })
  }
}
