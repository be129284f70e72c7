/** Waiting, given from outside so that a test can run time ahead. */
export type Timers = {
  /** Runs `act` once after so long; the returned function cancels it. */
  readonly after: (milliseconds: number, act: () => void) => () => void
}

export const systemTimers: Timers = {
  after: (milliseconds, act) => {
    const timer = setTimeout(act, milliseconds)
    return () => clearTimeout(timer)
  },
}
