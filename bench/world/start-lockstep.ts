import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export type RunningLockstep = {
  readonly url: string
  /** From starting the process to its line that says it is ready. */
  readonly startSeconds: number
  /** Resident memory now. */
  residentMegabytes(): number
  stop(): Promise<void>
}

const startLimitMilliseconds = 60_000

/** Starts Lockstep in production form, as `npm start` does after the build, on a free port. */
export async function startLockstep(
  env: Readonly<Record<string, string>>,
  configuration: string,
  dataFolder: string,
): Promise<RunningLockstep> {
  const begun = performance.now()
  const child = spawn(
    process.execPath,
    [
      '--max-semi-space-size=8',
      fileURLToPath(new URL('../../apps/bff/src/start.mjs', import.meta.url)),
      '--config',
      configuration,
    ],
    {
      env: { ...process.env, ...env, PORT: '0', LOCKSTEP_DATA: dataFolder, LOG_LEVEL: 'error' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const ended = once(child, 'exit')
  // A bench that is given up leaves nothing behind.
  const killWithBench = (): void => void child.kill('SIGKILL')
  process.once('exit', killWithBench)
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
    process.off('exit', killWithBench)
  }
  try {
    const url = await new Promise<string>((resolve, reject) => {
      let said = ''
      const giveUp = setTimeout(
        () => reject(new Error('Lockstep was not ready in time')),
        startLimitMilliseconds,
      )
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString()
        const ready = /Lockstep is ready at (\S+)/.exec(said)?.[1]
        if (ready === undefined) return
        clearTimeout(giveUp)
        resolve(ready)
      })
      child.once('exit', (code) => reject(new Error(`Lockstep ended with ${code} before it was ready`)))
    })
    return {
      url,
      startSeconds: (performance.now() - begun) / 1000,
      residentMegabytes: () => residentMegabytes(child.pid ?? 0),
      stop,
    }
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
}

/** Zero where there is no /proc. */
function residentMegabytes(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1000
  } catch {
    return 0
  }
}
