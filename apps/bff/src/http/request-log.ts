import { randomUUID } from 'node:crypto'
import { createMiddleware } from 'hono/factory'
import { routePath } from 'hono/route'
import type { Logger } from 'pino'
import type { HttpEnv } from './http-env.ts'

export type RequestLogOptions = {
  readonly log: Logger
  readonly observe: (request: { route: string; method: string; status: number; seconds: number }) => void
}

/** Gives each request an id and a logger, and logs and measures it when it is answered. Paths only: a query may hold what a log must not. */
export const requestLog = ({ log, observe }: RequestLogOptions) =>
  createMiddleware<HttpEnv>(async function requestLog(c, next) {
    const requestId = randomUUID()
    const startedAt = performance.now()
    c.set('requestId', requestId)
    c.set('log', log.child({ requestId }))
    await next()
    c.header('x-request-id', requestId)
    const seconds = (performance.now() - startedAt) / 1000
    const request = { method: c.req.method, status: c.res.status, seconds }
    observe({ ...request, route: routePath(c, -1) })
    c.var.log.debug({ ...request, path: c.req.path }, 'request answered')
  })
