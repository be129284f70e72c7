import type { DriftReport } from '@lockstep/shared-types/drift'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { environmentKey, type Environment } from '../../domain/environment.ts'
import type { Timers } from '../../domain/timers.ts'

export type DriftMonitorDeps = {
  readonly environments: readonly Environment[]
  /** `checkDrift` with its dependencies. */
  readonly checkDrift: (
    environment: Environment,
    options: { readonly patient: boolean; readonly signal: AbortSignal },
  ) => Promise<DriftReport>
  /** Whether a release runs there: the environment is then looked at more often. */
  readonly releaseActive: (ref: EnvironmentRef) => Promise<boolean>
  /** Age of the newest stored report in seconds, by whichever replica; null when there is none. */
  readonly reportAgeSeconds: (ref: EnvironmentRef) => Promise<number | null>
  readonly timers: Timers
  /** At least 0, less than 1. */
  readonly random: () => number
  /** How many environments are observed at the same time. */
  readonly concurrency: number
  /** A check that could not be run or stored; the monitor goes on. */
  readonly onError: (environment: Environment, error: unknown) => void
}

export type DriftMonitor = {
  start(): void
  /** Checks now, for somebody who waits; shares a check that is under way. Rejects when it cannot be stored. */
  check(ref: EnvironmentRef): Promise<DriftReport>
  /**
   * Something has changed: look again soon, also when a check is under way that may have missed it. However often it is
   * called, there is at most one check every `activeIntervalSeconds`: a release tells of each of its steps.
   */
  kick(ref: EnvironmentRef): void
  /** Ends the looks under way, and waits for what is being stored. */
  stop(): Promise<void>
}

type Watched = {
  readonly environment: Environment
  running: Promise<DriftReport> | null
  /** A kick waits to be answered. */
  again: boolean
  /** The last check began less than `activeIntervalSeconds` ago. */
  cooling: boolean
  cancelTimer: () => void
  cancelCooling: () => void
}

/** Intervals vary by this share, so that many environments do not ask AWS in the same second for ever. */
const jitter = 0.1
/** A report by another replica that is younger than this share of the interval is as good as one's own. */
const freshEnough = 0.7

/**
 * Looks at every environment again and again: every `intervalSeconds`, and every `activeIntervalSeconds` while a
 * release runs. There is never more than one observation of an environment at a time in this process, and viewers cause none.
 */
export function createDriftMonitor(deps: DriftMonitorDeps): DriftMonitor {
  const { environments, timers, random, concurrency } = deps
  const watched = new Map<string, Watched>(
    environments.map((environment) => [
      environmentKey(environment),
      {
        environment,
        running: null,
        again: false,
        cooling: false,
        cancelTimer: () => {},
        cancelCooling: () => {},
      },
    ]),
  )
  const queue: (() => void)[] = []
  let observing = 0
  const stopping = new AbortController()
  const { signal } = stopping

  const takeTurn = async (): Promise<void> => {
    if (observing >= concurrency) await new Promise<void>((resolve) => queue.push(resolve))
    else observing += 1
  }
  const endTurn = (): void => {
    const next = queue.shift()
    if (next === undefined) observing -= 1
    else next()
  }

  const observe = async (one: Watched, patient: boolean): Promise<DriftReport> => {
    await takeTurn()
    try {
      return await deps.checkDrift(one.environment, { patient, signal })
    } finally {
      endTurn()
    }
  }

  const cool = (one: Watched): void => {
    one.cancelCooling()
    one.cooling = true
    one.cancelCooling = timers.after(one.environment.monitor.activeIntervalSeconds * 1000, () => {
      one.cooling = false
      if (one.again && one.running === null) runForKick(one)
    })
  }

  /** Starts a check, or joins the one under way. */
  const run = (one: Watched, patient: boolean): Promise<DriftReport> => {
    if (one.running !== null) return one.running
    one.cancelTimer()
    one.again = false
    cool(one)
    const running = observe(one, patient).finally(() => {
      one.running = null
      void scheduleNext(one)
    })
    one.running = running
    return running
  }

  const intervalSeconds = async ({ environment }: Watched): Promise<number> => {
    const { monitor } = environment
    // When it cannot be told whether a release runs, the calm interval is the safe one.
    const active = await deps.releaseActive(environment).catch(() => false)
    return active ? Math.min(monitor.activeIntervalSeconds, monitor.intervalSeconds) : monitor.intervalSeconds
  }

  const schedule = (one: Watched, milliseconds: number): void => {
    one.cancelTimer()
    if (!signal.aborted) one.cancelTimer = timers.after(milliseconds, () => void tick(one))
  }

  const scheduleNext = async (one: Watched): Promise<void> => {
    if (one.again && !one.cooling) return runForKick(one)
    const seconds = await intervalSeconds(one)
    if (one.running === null) schedule(one, seconds * 1000 * (1 + jitter * (2 * random() - 1)))
  }

  /** That a check was ended because the monitor stops is no error. */
  const report = (one: Watched, error: unknown): void => {
    if (!signal.aborted) deps.onError(one.environment, error)
  }

  const tick = async (one: Watched): Promise<void> => {
    try {
      const age = await deps.reportAgeSeconds(one.environment)
      const seconds = await intervalSeconds(one)
      if (age !== null && age < seconds * freshEnough) {
        if (one.running === null) schedule(one, (seconds - age) * 1000)
        return
      }
      await run(one, true)
    } catch (error) {
      report(one, error)
      if (one.running === null) void scheduleNext(one)
    }
  }

  const runForKick = (one: Watched): void => {
    if (!signal.aborted) run(one, true).catch((error: unknown) => report(one, error))
  }

  const find = (ref: EnvironmentRef): Watched | undefined => watched.get(environmentKey(ref))

  return {
    start: () => {
      for (const one of watched.values()) schedule(one, 0)
    },
    check: (ref) => {
      const one = find(ref)
      if (one === undefined) return Promise.reject(new Error(`${environmentKey(ref)} is not monitored`))
      return run(one, false)
    },
    kick: (ref) => {
      const one = find(ref)
      if (one === undefined || signal.aborted) return
      if (one.running !== null || one.cooling) one.again = true
      else runForKick(one)
    },
    stop: async () => {
      stopping.abort()
      for (const one of watched.values()) {
        one.cancelTimer()
        one.cancelCooling()
      }
      await Promise.allSettled([...watched.values()].flatMap(({ running }) => running ?? []))
    },
  }
}
