import type { QueryKey } from '@tanstack/react-query'

/**
 * Collects keys for a moment and hands each out once: a burst of events of a whole fleet
 * makes one read, not a hundred.
 */
export const createInvalidationBatch = (
  invalidate: (key: QueryKey) => void,
  later: (callback: () => void) => void,
) => {
  let waiting = new Map<string, QueryKey>()
  return (keys: readonly QueryKey[]): void => {
    if (waiting.size === 0 && keys.length > 0)
      later(() => {
        const due = waiting
        waiting = new Map()
        for (const key of due.values()) invalidate(key)
      })
    for (const key of keys) waiting.set(JSON.stringify(key), key)
  }
}
