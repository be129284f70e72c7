import { connect } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { expect, test, vi } from 'vitest'
import { handleError } from './error-handler.ts'
import type { HttpEnv } from './http-env.ts'

test('a sender that goes away in the middle of its body is not logged as a failure', async () => {
  const error = vi.fn<() => void>()
  const answered = Promise.withResolvers<Response>()
  const app = new Hono<HttpEnv>()
  app.use(async (c, next) => {
    c.set('log', { error } as never)
    await next()
  })
  app.onError(async (failure, c) => {
    const response = await handleError(failure, c)
    answered.resolve(response)
    return response
  })
  const reading = Promise.withResolvers<void>()
  app.post('/', async (c) => {
    reading.resolve()
    return c.json({ body: await c.req.text() }, 200)
  })
  const listening = Promise.withResolvers<number>()
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
    listening.resolve(port),
  )
  const socket = connect(await listening.promise, '127.0.0.1')
  socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{')
  await reading.promise
  socket.destroy()
  expect((await answered.promise).status).toBe(400)
  expect(error).not.toHaveBeenCalled()
  server.close()
})
