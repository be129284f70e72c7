import { ok, type Result } from '../../domain/result.ts'

/** Uploads under way at the same time, and the bytes that they hold in memory. */
export type PoolLimits = { readonly uploads: number; readonly bytes: number }

/** 16 MB of bodies at most, whatever the site's size; a larger file goes alone. */
export const defaultPoolLimits: PoolLimits = { uploads: 24, bytes: 16 * 1024 * 1024 }

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
  const held = { uploads: 0, bytes: 0 }
  const failures: Result<never>[] = []
  let waiting: (() => void)[] = []

  const changed = (): void => {
    const wake = waiting
    waiting = []
    for (const resume of wake) resume()
  }
  const change = (): Promise<void> => new Promise((resolve) => waiting.push(resolve))
  const release = (size: number): void => {
    held.uploads -= 1
    held.bytes -= size
    changed()
  }
  // A single file may be larger than the room for all: it then goes alone.
  const fits = (size: number): boolean =>
    held.uploads === 0 || (held.uploads < limits.uploads && held.bytes + size <= limits.bytes)

  return {
    reserve: async (size) => {
      while (failures.length === 0 && !fits(size)) await change()
      const [failure] = failures
      if (failure !== undefined) return failure
      held.uploads += 1
      held.bytes += size
      return ok(undefined)
    },
    start: (size, upload) => {
      const run = async (): Promise<void> => {
        try {
          const result = await upload()
          if (!result.ok) failures.push(result)
        } finally {
          release(size)
        }
      }
      void run()
    },
    release,
    drain: async () => {
      while (held.uploads > 0) await change()
      return failures[0] ?? ok(undefined)
    },
  }
}
