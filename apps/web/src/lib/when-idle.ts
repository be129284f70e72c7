const longestWaitMilliseconds = 4000

/** Calls when the page has nothing else to do; returns how to take it back. Safari does not know idle callbacks. */
export const whenIdle = (callback: () => void): (() => void) => {
  if (typeof requestIdleCallback === 'function') {
    const handle = requestIdleCallback(callback, { timeout: longestWaitMilliseconds })
    return () => cancelIdleCallback(handle)
  }
  const timer = setTimeout(callback, longestWaitMilliseconds / 2)
  return () => clearTimeout(timer)
}
