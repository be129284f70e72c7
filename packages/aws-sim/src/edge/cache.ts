import { covers } from '../world/cloudfront/invalidation.ts'
import type { OriginAnswer } from './origin.ts'

export type CacheEntry = {
  readonly answer: OriginAnswer
  /** Milliseconds since the epoch, virtual. */
  readonly storedAt: number
  readonly freshUntil: number
}

/** What one distribution holds at the edge, by path. */
export type EdgeCache = {
  get(path: string): CacheEntry | undefined
  put(path: string, entry: CacheEntry): void
  drop(path: string): void
  invalidate(patterns: readonly string[]): void
  paths(): readonly string[]
}

export function createEdgeCache(): EdgeCache {
  const entries = new Map<string, CacheEntry>()
  return {
    get: (path) => entries.get(path),
    put: (path, entry) => void entries.set(path, entry),
    drop: (path) => void entries.delete(path),
    invalidate(patterns) {
      for (const path of entries.keys()) {
        if (patterns.some((pattern) => covers(pattern, path))) entries.delete(path)
      }
    },
    paths: () => [...entries.keys()],
  }
}
