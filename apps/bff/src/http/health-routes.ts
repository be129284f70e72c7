import { Hono } from 'hono'
import type { HttpEnv } from './http-env.ts'

export type HealthRoutesDeps = {
  /** What is not ready yet, in words; empty when all is. */
  readonly notReady: () => Promise<readonly string[]>
}

/** `/healthz`: the process lives. `/readyz`: it can serve, that is, the store answers and the engine runs. */
export const healthRoutes = ({ notReady }: HealthRoutesDeps) =>
  new Hono<HttpEnv>()
    .get('/healthz', (c) => c.json({ status: 'ok' as const }, 200))
    .get('/readyz', async (c) => {
      const missing = await notReady()
      return missing.length === 0
        ? c.json({ status: 'ready' as const }, 200)
        : c.json({ status: 'not-ready' as const, missing }, 503)
    })
