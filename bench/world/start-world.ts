import { fork, type ChildProcess } from 'node:child_process'
import { z } from 'zod'

const Told = z.object({ url: z.string(), env: z.record(z.string(), z.string()), nextDigest: z.string() })
const Interval = z.object({ from: z.number(), to: z.number() })
const Records = z.object({ deployment: Interval, invalidation: Interval })
const Requests = z.array(z.object({ seq: z.number(), service: z.string(), operation: z.string() }))

export type World = {
  /** What a process needs to find this AWS, and the addresses and names of its environments. */
  readonly env: Readonly<Record<string, string>>
  /** A version that staging does not run yet. */
  readonly nextDigest: string
  /** The calls that AWS saw after the one of that number. */
  requests(since: number): Promise<z.infer<typeof Requests>>
  /** When ECS and CloudFront worked for the newest release of staging, in epoch milliseconds. */
  records(): Promise<z.infer<typeof Records>>
  stop(): void
}

/** Starts the demo's world and waits until it is there. */
export async function startWorld(): Promise<World> {
  const child = fork(new URL('./serve-world.ts', import.meta.url))
  try {
    const { url, env, nextDigest } = Told.parse(await nextMessage(child))
    return {
      nextDigest,
      env: {
        ...env,
        AWS_ENDPOINT_URL: url,
        AWS_ACCESS_KEY_ID: 'bench',
        AWS_SECRET_ACCESS_KEY: 'bench',
        AWS_REGION: 'eu-west-1',
        AWS_DEFAULT_REGION: 'eu-west-1',
      },
      requests: async (since) =>
        Requests.parse(await (await fetch(`${url}/_sim/requests?since=${since}`)).json()),
      records: () => {
        const answer = nextMessage(child)
        child.send('records')
        return answer.then((records) => Records.parse(records))
      },
      stop: () => child.disconnect(),
    }
  } catch (error) {
    child.kill()
    throw error
  }
}

const nextMessage = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`The world ended with ${code}`)))
  })
