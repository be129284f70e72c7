import type { Result } from '../../domain/result.ts'

export type BoundedCache<T> = {
  /** The kept value, or what `load` brings; callers at the same time share one load. Failures are not kept. */
  get(key: string, load: () => Promise<Result<T>>): Promise<Result<T>>
  /** The kept value without loading. */
  peek(key: string): T | undefined
}

/** Keeps the most recently used values up to a total weight; a value heavier than that is not kept. */
export function createBoundedCache<T>(maxWeight: number, weigh: (value: T) => number): BoundedCache<T> {
  const kept = new Map<string, { value: T; weight: number }>()
  const loading = new Map<string, Promise<Result<T>>>()
  let total = 0

  const touch = (key: string): T | undefined => {
    const entry = kept.get(key)
    if (entry === undefined) return undefined
    kept.delete(key)
    kept.set(key, entry)
    return entry.value
  }
  const keep = (key: string, value: T): void => {
    const weight = weigh(value)
    kept.set(key, { value, weight })
    total += weight
    for (const [oldest, entry] of kept) {
      if (total <= maxWeight) break
      kept.delete(oldest)
      total -= entry.weight
    }
  }

  return {
    peek: touch,
    get: async (key, load) => {
      const value = touch(key)
      if (value !== undefined) return { ok: true, value }
      const started = loading.get(key)
      if (started !== undefined) return started
      const promise = load().then((result) => {
        if (result.ok) keep(key, result.value)
        return result
      })
      loading.set(
        key,
        promise.finally(() => loading.delete(key)),
      )
      return promise
    },
  }
}
