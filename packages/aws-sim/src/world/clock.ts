/** Cancels what was scheduled. */
export type Cancel = () => void

/** The world's time. Handlers ask `now()`, processes use `after()`; nothing in the simulator uses a real timer of its own. */
export interface Clock {
  /** Milliseconds since the epoch, virtual. */
  now(): number
  date(): Date
  /** Runs `act` once, when `delayMilliseconds` of virtual time have passed. */
  after(delayMilliseconds: number, act: () => void): Cancel
  /** Runs `act` again and again, each `periodMilliseconds` of virtual time. */
  every(periodMilliseconds: number, act: () => void): Cancel
}
