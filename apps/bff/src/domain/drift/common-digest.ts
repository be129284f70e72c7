import type { TaskState } from './observation.ts'

/** Tasks that answer requests; all others are on their way in or out. */
export const runningTasks = (tasks: readonly TaskState[]): readonly TaskState[] =>
  tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING')

/** Oldest first; a task without a start is the newest. */
const byStart = (a: TaskState, b: TaskState): number => (a.startedAt ?? '9').localeCompare(b.startedAt ?? '9')

/** Of the digest that most running tasks have, and of several as frequent the one that has run longest, the oldest task. */
export function commonTask(tasks: readonly TaskState[]): TaskState | null {
  const resolved = runningTasks(tasks).filter(({ imageDigest }) => imageDigest !== null)
  const groups = [...Map.groupBy(resolved.toSorted(byStart), ({ imageDigest }) => imageDigest).values()]
  // Sorting keeps the order of equals, and with it the oldest first.
  const [most] = groups.toSorted((a, b) => b.length - a.length)
  return most?.[0] ?? null
}

/** The digest that most running tasks have; null when none has one. */
export const commonDigest = (tasks: readonly TaskState[]): string | null =>
  commonTask(tasks)?.imageDigest ?? null
