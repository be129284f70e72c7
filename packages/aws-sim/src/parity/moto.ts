import { spawn, spawnSync } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** Whether moto's server, another simulator of AWS, is on this machine. */
export const hasMoto = (): boolean => spawnSync('moto_server', ['--help'], { stdio: 'ignore' }).status === 0

export type Moto = { readonly url: string; readonly stop: () => void }

/** Starts it on a free port of loopback, and waits until it answers. */
export async function startMoto(): Promise<Moto> {
  const port = await freePort()
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], {
    stdio: 'ignore',
    env: { ...process.env, AWS_DEFAULT_REGION: 'eu-west-1' },
  })
  const url = `http://127.0.0.1:${port}`
  const deadline = Date.now() + 60_000
  for (;;) {
    const answers = await fetch(`${url}/moto-api/data.json`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (answers) return { url, stop: () => void child.kill() }
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill()
      throw new Error('moto_server does not answer.')
    }
    await delay(200)
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
