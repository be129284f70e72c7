import { ok, type Result } from '../../domain/result.ts'

/** Uploads under way at the same time, and the bytes that they hold in memory. */
export type PoolLimits = { readonly uploads: number; readonly bytes: number }

/** 48 MB of bodies at most, whatever the site's size. */
export const defaultPoolLimits: PoolLimits = { uploads: 24, bytes: 48 * 1024 * 1024 }

export type UploadPool = {
  /** Waits until `bytes` more may be held; answers the first failure of the pool instead of waiting on. */
  reserve(bytes: number): Promise<Result<void>>
  /** Runs an upload in the room that was reserved for it, and gives the room back. */
  start(bytes: number, upload: () => Promise<Result<void>>): void
  /** Gives back room that was not used. */
  release(bytes: number): void
  /** Waits until nothing is under way; answers the first failure. */
  drain(): Promise<Result<void>>
}

export function createUploadPool(limits: PoolLimits): UploadPool {
  let uploads = 0
  let bytes = 0
  let failure: Result<never> | null = null
  let waiting: (() => void)[] = []

  const changed = (): void => {
    const wake = waiting
    waiting = []
    for (const resume of wake) resume()
  }
  const change = (): Promise<void> => new Promise((resolve) => waiting.push(resolve))
  const release = (size: number): void => {
    uploads -= 1
    bytes -= size
    changed()
  }
  // A single file may be larger than the room for all: it then goes alone.
  const fits = (size: number): boolean =>
    uploads === 0 || (uploads < limits.uploads && bytes + size <= limits.bytes)

  return {
    reserve: async (size) => {
      while (failure === null && !fits(size)) await change()
      if (failure !== null) return failure
      uploads += 1
      bytes += size
      return ok(undefined)
    },
    start: (size, upload) => {
      const run = async (): Promise<void> => {
        try {
          const result = await upload()
          if (!result.ok) failure ??= result
        } finally {
          release(size)
        }
      }
      void run()
    },
    release,
    drain: async () => {
      while (uploads > 0) await change()
      return failure ?? ok(undefined)
    },
  }
}
