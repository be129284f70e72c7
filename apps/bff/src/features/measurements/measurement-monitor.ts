import type { Timers } from '../../domain/timers.ts'
import type { MeasurementCache } from './measurement-cache.ts'

export type MeasurementMonitorDeps = {
  readonly cache: Pick<MeasurementCache, 'refresh'>
  readonly timers: Timers
  readonly intervalSeconds: number
  readonly onError: (error: unknown) => void
}

export type MeasurementMonitor = {
  start(): void
  /** Waits for the read under way. */
  stop(): Promise<void>
}

/** Reads the metrics again and again; the next read starts an interval after the last one ended. */
export function createMeasurementMonitor(deps: MeasurementMonitorDeps): MeasurementMonitor {
  const { cache, timers, intervalSeconds, onError } = deps
  let cancel = (): void => {}
  let running: Promise<void> = Promise.resolve()
  let stopped = false

  const refresh = async (): Promise<void> => {
    await cache.refresh().catch(onError)
    if (!stopped) cancel = timers.after(intervalSeconds * 1000, start)
  }
  const start = (): void => {
    running = refresh()
  }
  return {
    start,
    stop: async () => {
      stopped = true
      cancel()
      await running
    },
  }
}
