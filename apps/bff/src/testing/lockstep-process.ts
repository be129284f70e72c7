import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

// With its cache of compiled modules: these tests start it a hundred times.
const main = resolve(import.meta.dirname, '../start.mjs')

export type LockstepProcess = {
  /** Where it listens; another port after each start. */
  readonly url: () => string
  /** Starts it on the data that is there, and waits until it can be used. */
  readonly start: () => Promise<void>
  /** Ends it as a power cut would: nothing is told, nothing is written. */
  readonly kill: () => Promise<void>
  readonly dataFolder: string
  readonly configurationPath: string
  /** All that it wrote to standard error, for the message of a test that fails. */
  readonly errors: () => string
  /** Ends it, and removes what it stored. */
  readonly remove: () => Promise<void>
}

export type LockstepProcessOptions = {
  readonly configuration: string
  /** `AWS_ENDPOINT_URL`. */
  readonly awsUrl: string
  /** Instead of the embedded store. */
  readonly databaseUrl?: string
}

/** Lockstep in a process of its own, as `npm start` runs it, on a folder of its own. */
export async function createLockstepProcess(options: LockstepProcessOptions): Promise<LockstepProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-process-'))
  const dataFolder = join(folder, 'data')
  const configurationPath = join(folder, 'lockstep.yaml')
  await writeFile(configurationPath, options.configuration)
  let child: ChildProcess | null = null
  let url = ''
  let errors = ''

  const kill = async (): Promise<void> => {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  return {
    url: () => url,
    dataFolder,
    configurationPath,
    errors: () => errors,
    kill,
    async start() {
      const started = spawn(process.execPath, [main, '--config', configurationPath], {
        env: {
          PATH: process.env['PATH'],
          PORT: '0',
          LOCKSTEP_DATA: dataFolder,
          LOG_LEVEL: 'error',
          AWS_ENDPOINT_URL: options.awsUrl,
          AWS_ACCESS_KEY_ID: 'AKIALOCKSTEP',
          AWS_SECRET_ACCESS_KEY: 'secret',
          ...(options.databaseUrl === undefined ? {} : { DATABASE_URL: options.databaseUrl }),
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      child = started
      started.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
      url = await readyUrl(started, () => errors)
    },
    async remove() {
      await kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function readyUrl(child: ChildProcess, errors: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const ready = /Lockstep is ready at (\S+)/.exec(said)?.[1]
      if (ready !== undefined) resolve(ready)
    })
    child.once('exit', (code, signal) =>
      reject(new Error(`Lockstep ended with ${code ?? signal} before it was ready.\n${said}${errors()}`)),
    )
  })
}
