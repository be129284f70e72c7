import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { Environment } from '../../domain/environment.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { imageProblem } from './image-error.ts'
import type { Registry } from './registry.ts'
import type { BlobRef } from './verify-blob.ts'

const attempts = 3

/**
 * Opens a blob and has it read; again from its beginning when the transfer or its content was not whole.
 * What the image itself is to blame for (hostile, too large) is not tried again.
 */
export async function readBlob<T>(
  registry: Registry,
  environment: Environment,
  blob: BlobRef,
  retry: { readonly delayMilliseconds: number },
  signal: AbortSignal,
  read: (source: Readable, signal: AbortSignal) => Promise<T>,
): Promise<Result<T>> {
  for (let attempt = 1; ; attempt += 1) {
    const result = await once(registry, environment, blob, signal, read)
    const again = !result.ok && result.problem.code === 'artifact-unreadable'
    if (!again || attempt === attempts || signal.aborted) return result
    await wait(retry.delayMilliseconds * 2 ** (attempt - 1), undefined, { signal }).catch(() => undefined)
  }
}

async function once<T>(
  registry: Registry,
  environment: Environment,
  blob: BlobRef,
  signal: AbortSignal,
  read: (source: Readable, signal: AbortSignal) => Promise<T>,
): Promise<Result<T>> {
  const opened = await registry.openBlob(environment, blob, signal)
  if (!opened.ok) return opened
  const source = opened.value
  try {
    return ok(await read(source, signal))
  } catch (error) {
    return fail(imageProblem(error))
  } finally {
    source.destroy()
  }
}
