import type { Cancel, Clock } from './clock.ts'
import { createSchedule } from './schedule.ts'

export type VirtualClockOptions = {
  /** Milliseconds since the epoch; default: the real time now. */
  readonly startAt?: number
  /** Virtual milliseconds per real millisecond. */
  readonly speed?: number
  /** Time stands still save for `advance`. */
  readonly manual?: boolean
}

/** The world's clock: follows real time at a speed, or stands still, and can be run ahead. */
export interface VirtualClock extends Clock {
  /** Moves time on by virtual milliseconds and runs everything that falls due, in order, each at its own moment. */
  advance(milliseconds: number): void
  /** Runs what is due by now; called before each request so that a late timer is never seen. */
  settle(): void
  readonly mode: 'manual' | 'running'
  /** Forgets everything scheduled and stops. */
  stop(): void
}

/** Real timers hold at most 2^31 − 1 ms. */
const longestTimerMilliseconds = 2_147_483_647

export function createVirtualClock(options: VirtualClockOptions = {}): VirtualClock {
  const { startAt = Date.now(), speed = 1, manual = false } = options
  const schedule = createSchedule()
  let anchorVirtual = startAt
  let anchorReal = performance.now()
  /** While something due runs, the clock shows the moment it was due. */
  let moment: number | null = null
  let timer: NodeJS.Timeout | null = null
  let stopped = false

  const flowing = (): number =>
    manual ? anchorVirtual : Math.floor(anchorVirtual + (performance.now() - anchorReal) * speed)
  const now = (): number => moment ?? flowing()

  const runUntil = (target: number): void => {
    // Something due may itself advance or settle: the outer run goes on with what is left.
    if (moment !== null) return
    try {
      for (let next = schedule.takeDue(target); next; next = schedule.takeDue(target)) {
        moment = next.dueAt
        next.act()
      }
    } finally {
      moment = null
    }
  }
  const arm = (): void => {
    if (timer) clearTimeout(timer)
    timer = null
    const dueAt = schedule.nextDueAt()
    if (manual || stopped || dueAt === null) return
    const wait = Math.max(0, (dueAt - flowing()) / speed)
    timer = setTimeout(settle, Math.min(Math.ceil(wait), longestTimerMilliseconds))
    timer.unref()
  }
  const settle = (): void => {
    if (moment !== null) return
    try {
      runUntil(flowing())
    } finally {
      arm()
    }
  }
  const after = (delayMilliseconds: number, act: () => void): Cancel => {
    const cancel = schedule.add(now() + Math.max(0, delayMilliseconds), act)
    if (moment === null) arm()
    return cancel
  }
  const every = (periodMilliseconds: number, act: () => void): Cancel => {
    const period = Math.max(1, periodMilliseconds)
    let cancel: Cancel = () => undefined
    const repeat = (): void => {
      cancel = after(period, repeat)
      act()
    }
    cancel = after(period, repeat)
    return () => cancel()
  }
  return {
    now,
    date: () => new Date(now()),
    after,
    every,
    settle,
    mode: manual ? 'manual' : 'running',
    advance(milliseconds) {
      const target = flowing() + milliseconds
      runUntil(target)
      anchorVirtual = target
      anchorReal = performance.now()
      arm()
    },
    stop() {
      stopped = true
      schedule.clear()
      arm()
    },
  }
}
