import { Hono } from 'hono'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { handleError } from './error-handler.ts'
import type { HttpEnv } from './http-env.ts'
import { validate } from './validate.ts'

const act = vi.fn<() => void>()
const app = new Hono<HttpEnv>()
app.onError(handleError)
app.post(
  '/:id',
  validate('param', z.object({ id: z.string() })),
  validate('json', z.object({ reason: z.string() })),
  (c) => {
    act()
    return c.json({}, 200)
  },
)
const post = async (path: string, body: string, contentType = 'application/json') => {
  const response = await app.request(path, { method: 'POST', body, headers: { 'content-type': contentType } })
  return { status: response.status, problem: await response.json() }
}

test.each([
  ['/a', '{"reason":"a\\u0000b"}', 'body.reason'],
  ['/a', '{"reason":"a\\ud800b"}', 'body.reason'],
  ['/%00', '{"reason":"fine"}', 'path.id'],
])(
  'text that no store would keep is refused with its place, not answered as a failure: %s %s',
  async (path, body, place) => {
    const { status, problem } = await post(path, body)
    expect(status).toBe(400)
    expect(problem).toMatchObject({ code: 'validation-failed', errors: [{ path: place }] })
    expect(act).not.toHaveBeenCalled()
  },
)

test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', ''])(
  'a body sent as %j is refused for its type, not for fields that it has',
  async (contentType) => {
    const { status, problem } = await post('/a', '{"reason":"fine"}', contentType)
    expect(status).toBe(400)
    expect(problem).toMatchObject({ code: 'bad-request', detail: 'Header content-type' })
  },
)

test.each(['application/json', 'APPLICATION/JSON; charset=utf-8', 'application/merge-patch+json'])(
  'a body sent as %s is read',
  async (contentType) => {
    expect((await post('/a', '{"reason":"fine"}', contentType)).status).toBe(200)
  },
)
