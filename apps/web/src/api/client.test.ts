import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { ApiProblem, NoAnswer } from './api-problem.ts'
import { apiPath, read, send } from './client.ts'

const schema = z.object({ name: z.string() })
const answerWith = (answer: () => Response | Promise<Response>) => {
  const fetch = vi.fn<(url: string, init: RequestInit) => Promise<Response>>(async () => answer())
  vi.stubGlobal('fetch', fetch)
  return fetch
}

afterEach(() => vi.unstubAllGlobals())

test('a reply is parsed, and query values that are not set stay away', async () => {
  const fetch = answerWith(() => Response.json({ name: 'shop', more: 1 }))
  await expect(read({ path: 'fleet', query: { search: '', limit: 5 }, schema })).resolves.toEqual({
    name: 'shop',
  })
  expect(fetch.mock.calls[0]?.[0]).toBe('/api/v1/fleet?limit=5')
})

test('a mutation carries its idempotency key', async () => {
  const fetch = answerWith(() => Response.json({ name: 'shop' }))
  await send({ path: 'x', body: { a: 1 }, schema, idempotencyKey: 'k-1' })
  expect(fetch.mock.calls[0]?.[1]).toMatchObject({ method: 'POST', headers: { 'idempotency-key': 'k-1' } })
})

test('a problem keeps its code, its text and the release that is there already', async () => {
  const document = {
    type: '/problems/release-active',
    status: 409,
    instance: '/api/v1/x',
    code: 'release-active',
    title: 'A release is running',
    detail: null,
    remedy: 'Wait for it.',
    releaseId: 'r1',
  }
  answerWith(() => Response.json(document, { status: 409 }))
  const error = await read({ path: 'x', schema }).catch((cause: unknown) => cause)
  expect(error).toBeInstanceOf(ApiProblem)
  expect(error).toMatchObject({ code: 'release-active', document: { releaseId: 'r1' } })
})

test("a proxy's error page is told as such, never shown", async () => {
  answerWith(() => new Response('<h1>Bad gateway</h1>', { status: 502 }))
  const error = await read({ path: 'fleet', schema }).catch((cause: unknown) => cause)
  expect(error).toBeInstanceOf(NoAnswer)
  expect(error).toMatchObject({ transient: true, text: { title: 'Lockstep answered 502' } })
})

test('a failed connection may be tried again, an answer of another form may not', async () => {
  answerWith(() => Promise.reject(new TypeError('failed')))
  await expect(read({ path: 'fleet', schema })).rejects.toMatchObject({ transient: true })
  answerWith(() => Response.json({ name: 5 }))
  await expect(read({ path: 'fleet', schema })).rejects.toMatchObject({ transient: false })
})

test('path parts are encoded', () => {
  expect(apiPath('artifacts', 'sha256:ab/c')).toBe('artifacts/sha256%3Aab%2Fc')
})
