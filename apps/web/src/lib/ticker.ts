/** One clock for every age on the page: calls its listeners each second, and only while the page is seen. */
export const createTicker = (everyMilliseconds: number) => {
  const listeners = new Set<() => void>()
  let timer: ReturnType<typeof setInterval> | null = null
  const tick = () => {
    if (typeof document === 'undefined' || !document.hidden) for (const listener of listeners) listener()
  }
  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      timer ??= setInterval(tick, everyMilliseconds)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0 || timer === null) return
        clearInterval(timer)
        timer = null
      }
    },
  }
}

export const secondTicker = createTicker(1000)
