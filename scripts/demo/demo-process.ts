import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

export type DemoProcess = {
  /** Where Lockstep answers. */
  readonly url: string
  /** Where the simulated AWS answers. */
  readonly awsUrl: string
  /** Of the process that supervises Lockstep. */
  readonly pid: number
  stop(): Promise<void>
}

const root = resolve(import.meta.dirname, '../..')
const startLimitMilliseconds = 60_000

/** Starts the demo as `npm run demo` does, on free ports and in a data folder of its own. */
export async function startDemo(env: Readonly<Record<string, string>> = {}): Promise<DemoProcess> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'lockstep-e2e-'))
  const child = spawn(join(root, 'node_modules/.bin/node'), [join(root, 'scripts/demo.ts')], {
    cwd: root,
    env: { ...process.env, PORT: String(await freePort()), SIM_PORT: '0', LOCKSTEP_DATA: dataFolder, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const addresses = new Promise<{ url: string; awsUrl: string }>((done, failed) => {
    const giveUp = setTimeout(
      () => failed(new Error('the demo was not ready in time')),
      startLimitMilliseconds,
    )
    let awsUrl = ''
    child.once('exit', (code) => failed(new Error(`the demo ended with ${code} before it was ready`)))
    createInterface({ input: child.stdout }).on('line', (line) => {
      awsUrl = /^The simulator of AWS is at (\S+)/.exec(line)?.[1] ?? awsUrl
      const url = /^Lockstep is ready at (\S+)/.exec(line)?.[1]
      if (url === undefined) return
      clearTimeout(giveUp)
      done({ url, awsUrl })
    })
  })
  const stop = async () => {
    const ended = new Promise<void>((done) => child.once('exit', () => done()))
    if (child.exitCode === null && child.kill('SIGTERM')) await ended
    await rm(dataFolder, { recursive: true, force: true })
  }
  try {
    return { ...(await addresses), pid: child.pid ?? 0, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/**
 * A port of its own, not 0: after a crash Lockstep must come back where the open pages look for it. Below those that the
 * system gives out, so that no door of another demo takes it before Lockstep listens there.
 */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000)
    if (await isFree(port)) return port
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const server = createServer()
    server.once('error', () => done(false))
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)))
  })
