import type { TaskState } from './observation.ts'

/** The digest that most tasks run; null when none has one. */
export function commonDigest(tasks: readonly TaskState[]): string | null {
  const counts = new Map<string, number>()
  for (const { imageDigest, lastStatus } of tasks) {
    if (imageDigest === null || lastStatus === 'STOPPED') continue
    counts.set(imageDigest, (counts.get(imageDigest) ?? 0) + 1)
  }
  const [most] = [...counts].toSorted(([, a], [, b]) => b - a)
  return most?.[0] ?? null
}
