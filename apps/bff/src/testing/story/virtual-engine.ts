import type { ReleaseEngine } from '../../workflows/release-engine.ts'
import { runRelease } from '../../workflows/run-release.ts'
import type { StepRunnerDeps } from '../../workflows/run-step.ts'

type Sleep = { readonly until: number; readonly wake: () => void }

/**
 * Runs the workflow of a release as the durable engine does, but for what survives a crash: its waits end by a clock
 * that somebody moves. Between two waits it is not interrupted.
 */
export function createVirtualEngine(now: () => number) {
  let deps: Omit<StepRunnerDeps, 'signals'> | null = null
  const run: { sleeping: Sleep | null; ended: boolean; failure: unknown } = {
    sleeping: null,
    ended: false,
    failure: null,
  }
  let onChange = (): void => {}

  const engine: ReleaseEngine = {
    enqueue: () => Promise.resolve(),
    signal: () => run.sleeping?.wake(),
    prepare: () => Promise.resolve(),
    launch: (given) => {
      deps = given
      return Promise.resolve()
    },
    shutdown: () => Promise.resolve(),
  }
  const sleep = (_releaseId: string, milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const wake = (): void => {
        run.sleeping = null
        resolve()
      }
      run.sleeping = { until: now() + milliseconds, wake }
      onChange()
    })
  const signals = { wake: engine.signal, sleep, stop: () => {}, stopping: () => false }

  return {
    engine,
    /** Begins the release that was started; the engine would find it in its queue. */
    run(releaseId: string): void {
      if (deps === null) throw new Error('the engine was not launched')
      run.ended = false
      runRelease({ ...deps, signals }, (_name, work) => work(), releaseId)
        .catch((error: unknown) => (run.failure = error))
        .finally(() => {
          run.ended = true
          onChange()
        })
    },
    /** Resolves when the release waits, with when it wants to go on; null when it has ended. */
    async idle(): Promise<number | null> {
      while (run.sleeping === null && !run.ended) await new Promise<void>((resolve) => (onChange = resolve))
      if (run.failure !== null) throw run.failure
      return run.sleeping?.until ?? null
    },
    wake: () => run.sleeping?.wake(),
  }
}
