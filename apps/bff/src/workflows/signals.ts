/** Wakes the waits of a release in this process, so that an abort is seen at once and not at the next poll. */
export type Signals = {
  readonly wake: (releaseId: string) => void
  /** Ends early when the release is woken. While the process stops it never ends: the step is run again at the next start. */
  readonly sleep: (releaseId: string, milliseconds: number) => Promise<void>
  readonly stop: () => void
  readonly stopping: () => boolean
}

export const forever = (): Promise<never> => new Promise(() => undefined)

export function createSignals(): Signals {
  const waiting = new Map<string, Set<() => void>>()
  let stopped = false
  return {
    stopping: () => stopped,
    stop: () => {
      stopped = true
    },
    wake: (releaseId) => waiting.get(releaseId)?.forEach((wake) => wake()),
    async sleep(releaseId, milliseconds) {
      const sleepers = waiting.get(releaseId) ?? new Set()
      waiting.set(releaseId, sleepers)
      const { promise, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, milliseconds)
      sleepers.add(resolve)
      await promise
      clearTimeout(timer)
      sleepers.delete(resolve)
      if (sleepers.size === 0) waiting.delete(releaseId)
      if (stopped) await forever()
    },
  }
}
