import { Fleet } from '@lockstep/shared-types/environment'
import { Plan } from '@lockstep/shared-types/plan'
import { Session } from '@lockstep/shared-types/session'
import { afterEach, expect, test, vi } from 'vitest'
import { ApiProblem, NoAnswer } from './api-problem.ts'
import { answer, api, environmentApi, once } from './client.ts'
import { paramOf } from './environment.ts'

const answerWith = (reply: () => Response | Promise<Response>) => {
  const fetch = vi.fn<(url: string, init: RequestInit) => Promise<Response>>(async () => reply())
  vi.stubGlobal('fetch', fetch)
  return fetch
}
const readFleet = () => answer(api.fleet.$get(), Fleet)
const failureOf = (promise: Promise<unknown>) => promise.catch((cause: unknown) => cause)

afterEach(() => vi.unstubAllGlobals())

test('a reply is parsed; what this page does not know of is left out', async () => {
  answerWith(() => Response.json({ environments: [], more: 1 }))
  await expect(readFleet()).resolves.toEqual({ environments: [] })
})

test('a change carries its idempotency key and encodes what the address holds', async () => {
  const fetch = answerWith(() => Response.json({}))
  const param = paramOf({ applicationId: 'a/b', environmentId: 'production' })
  const json = { kind: 'invalidate', invalidationMode: 'full' } as const
  await failureOf(answer(environmentApi.plans.$post({ param, json }, once({ idempotencyKey: 'k-1' })), Plan))
  const [url, init] = fetch.mock.calls[0] ?? []
  expect(url).toBe('/api/v1/applications/a%2Fb/environments/production/plans')
  expect(new Headers(init?.headers).get('idempotency-key')).toBe('k-1')
  expect(init?.method).toBe('POST')
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
  const error = await failureOf(readFleet())
  expect(error).toBeInstanceOf(ApiProblem)
  expect(error).toMatchObject({ code: 'release-active', document: { releaseId: 'r1' } })
})

test("a proxy's error page is told as such, never shown", async () => {
  answerWith(() => new Response('<h1>Bad gateway</h1>', { status: 502 }))
  const error = await failureOf(readFleet())
  expect(error).toBeInstanceOf(NoAnswer)
  expect(error).toMatchObject({ transient: true, text: { title: 'Lockstep answered 502' } })
})

test('a failed connection may be tried again, an answer of another form may not', async () => {
  answerWith(() => Promise.reject(new TypeError('failed')))
  await expect(readFleet()).rejects.toMatchObject({ transient: true })
  answerWith(() => Response.json({ actor: 5 }))
  await expect(answer(api.session.$get(), Session)).rejects.toMatchObject({ transient: false })
})
