import { spawn, type ChildProcess } from 'node:child_process'

export type Supervised = {
  /** Asks the process to end and waits until it has. */
  stop(): Promise<void>
}

export type SuperviseOptions = {
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  /** Called when the process ended by itself with a failure before it was ever ready for use. */
  readonly onGivenUp: (exitCode: number) => void
}

/** A start that fails this many times in a row is not tried again. */
const mostFailedStarts = 3
/** A process that lived this long had started well. */
const startedAfterMilliseconds = 10_000

/** Keeps one Node process running: when it dies (a kill, a crash), it is started again, as a service manager would. */
export function supervise({ args, env, onGivenUp }: SuperviseOptions): Supervised {
  let stopping = false
  let failedStarts = 0
  let child = start()

  function start(): ChildProcess {
    const startedAt = performance.now()
    const next = spawn(process.execPath, args, { env, stdio: ['ignore', 'inherit', 'inherit'] })
    next.once('exit', (code, signal) => {
      if (stopping) return
      failedStarts = performance.now() - startedAt > startedAfterMilliseconds ? 0 : failedStarts + 1
      if (failedStarts >= mostFailedStarts || (signal === null && code === 2)) return onGivenUp(code ?? 1)
      child = start()
    })
    return next
  }

  return {
    async stop() {
      stopping = true
      if (child.exitCode !== null || child.signalCode !== null) return
      await new Promise<void>((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      })
    },
  }
}
