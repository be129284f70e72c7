import { ProblemDocument } from '@lockstep/shared-types/problem'
import { expect, test, vi } from 'vitest'
import { createApp } from './app.ts'
import type { AppDeps } from './app.ts'
import { ok } from './domain/result.ts'
import { appDeps } from './http/testing/app-deps.ts'

const base = 'http://127.0.0.1:4600'
const host = { host: '127.0.0.1:4600' }
const path = '/api/v1/applications/shop/environments/production'
const digest = `sha256:${'a'.repeat(64)}`

const send = (deps: Partial<AppDeps>, route: string, init: RequestInit = {}) =>
  createApp(appDeps(deps)).request(`${base}${route}`, { ...init, headers: { ...host, ...init.headers } })

const post = (
  deps: Partial<AppDeps>,
  route: string,
  body: unknown,
  headers: Record<string, string> = {},
  method = 'POST',
) =>
  send(deps, route, {
    method,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'idempotency-key': 'key-00000001', ...headers },
  })

const problemOf = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  return ProblemDocument.parse(await response.json())
}

test('a host name that is not its own is refused, so that a rebound name reaches nothing', async () => {
  const response = await send({}, '/api/v1/fleet', { headers: { host: 'evil.example:4600' } })
  expect(response.status).toBe(403)
  expect((await problemOf(response)).code).toBe('host-not-allowed')
})

test.each([
  [{ origin: 'https://evil.example' }],
  [{ origin: 'null' }],
  [{ 'sec-fetch-site': 'cross-site' }],
  [{ 'sec-fetch-site': 'same-site' }],
])('a mutating request from another site is refused: %o', async (headers) => {
  const planRelease = vi.fn<AppDeps['planRelease']>()
  const response = await post({ planRelease }, `${path}/plans`, { kind: 'deploy', digest }, headers)
  expect((await problemOf(response)).code).toBe('origin-not-allowed')
  expect(planRelease).not.toHaveBeenCalled()
})

test('a mutating request without an Idempotency-Key is refused and changes nothing', async () => {
  const planRelease = vi.fn<AppDeps['planRelease']>()
  const response = await post(
    { planRelease },
    `${path}/plans`,
    { kind: 'deploy', digest },
    { 'idempotency-key': '' },
  )
  expect((await problemOf(response)).code).toBe('idempotency-key-missing')
  expect(planRelease).not.toHaveBeenCalled()
})

test('a repeated request gets the answer of the first, and acts once', async () => {
  const requestDriftCheck = vi.fn<AppDeps['requestDriftCheck']>(async () => ok({ status: 'ok' } as never))
  const app = createApp(appDeps({ requestDriftCheck }))
  const init = { method: 'POST', headers: { ...host, 'idempotency-key': 'key-00000002' } }
  const first = await app.request(`${base}${path}/drift/checks`, init)
  const second = await app.request(`${base}${path}/drift/checks`, init)
  expect(requestDriftCheck).toHaveBeenCalledTimes(1)
  expect(second.status).toBe(first.status)
  expect(await second.text()).toBe(await first.text())
  expect(second.headers.get('idempotency-replayed')).toBe('true')
})

test('a key that was used for another request is refused', async () => {
  const app = createApp(appDeps({ planRelease: async () => ok({} as never) }))
  const body = (kind: string) => JSON.stringify({ kind, digest })
  const headers = { ...host, 'content-type': 'application/json', 'idempotency-key': 'key-00000003' }
  await app.request(`${base}${path}/plans`, { method: 'POST', headers, body: body('deploy') })
  const other = await app.request(`${base}${path}/plans`, { method: 'POST', headers, body: body('rollback') })
  expect((await problemOf(other)).code).toBe('idempotency-key-reused')
})

test('a failure of the server gives the key back, so that a repeat tries again', async () => {
  let calls = 0
  const requestDriftCheck: AppDeps['requestDriftCheck'] = async () => {
    calls += 1
    if (calls === 1) throw new Error('the store is gone')
    return ok({ status: 'ok' } as never)
  }
  const app = createApp(appDeps({ requestDriftCheck }))
  const init = { method: 'POST', headers: { ...host, 'idempotency-key': 'key-00000004' } }
  const first = await app.request(`${base}${path}/drift/checks`, init)
  const second = await app.request(`${base}${path}/drift/checks`, init)
  expect([first.status, second.status]).toEqual([500, 201])
})

test('an unexpected error shows a request id and nothing of its inside', async () => {
  const response = await send(
    {
      listFleet: async () => {
        throw new Error('password=hunter2 at store.ts:12')
      },
    },
    '/api/v1/fleet',
  )
  const problem = await problemOf(response)
  expect(problem.code).toBe('internal')
  expect(JSON.stringify(problem)).not.toMatch(/hunter2|store\.ts/)
})

test('every wrong field is named with its path', async () => {
  const response = await post({}, `${path}/plans`, { kind: 'deploy', digest: 'latest', scope: 'all' })
  const problem = await problemOf(response)
  expect(problem.code).toBe('validation-failed')
  expect(problem.errors?.map((error) => error.path).toSorted()).toEqual(['body.digest', 'body.scope'])
})

test('a body that is not JSON is a bad request, not a failure', async () => {
  const response = await send({}, `${path}/plans`, {
    method: 'POST',
    body: '{',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'key-00000005' },
  })
  expect(response.status).toBe(400)
  await problemOf(response)
})

test('a body over the limit is refused', async () => {
  const response = await post({}, `${path}/plans`, { kind: 'deploy', digest, padding: 'x'.repeat(70_000) })
  expect((await problemOf(response)).code).toBe('bad-request')
})

test('a viewer may read but not act', async () => {
  const viewer = { actor: { id: 'v', name: 'Viewer', kind: 'person' as const }, role: 'viewer' as const }
  expect((await send({ localOperator: viewer }, '/api/v1/fleet')).status).toBe(200)
  const planRelease = vi.fn<AppDeps['planRelease']>()
  const response = await post({ localOperator: viewer, planRelease }, `${path}/plans`, {
    kind: 'deploy',
    digest,
  })
  expect((await problemOf(response)).code).toBe('forbidden')
  expect(planRelease).not.toHaveBeenCalled()
})

/** What changes nothing and causes no more than one read that all share: trying limits against the past. */
const forViewers = ['/api/v1/applications/{application}/environments/{environment}/policy/replay']

test('every mutating route of the document refuses a viewer', async () => {
  const document = (await (await send({}, '/api/openapi.json')).json()) as { paths: Record<string, object> }
  const viewer = { actor: { id: 'v', name: 'Viewer', kind: 'person' as const }, role: 'viewer' as const }
  const mutating = Object.entries(document.paths).flatMap(([route, item]) =>
    (['post', 'put', 'patch', 'delete'] as const).flatMap((method) =>
      method in item && !forViewers.includes(route) ? [{ route, method: method.toUpperCase() }] : [],
    ),
  )
  expect(mutating.length).toBeGreaterThan(3)
  for (const { route, method } of mutating) {
    const url = route
      .replace('{application}', 'shop')
      .replace('{environment}', 'production')
      .replace('{releaseId}', 'r1')
    const response = await post({ localOperator: viewer }, url, {}, {}, method)
    expect([route, (await problemOf(response)).code]).toEqual([route, 'forbidden'])
  }
})

test('the OpenAPI 3.1 document describes the answers with their schemas', async () => {
  const document = (await (await send({}, '/api/openapi.json')).json()) as {
    openapi: string
    paths: Record<
      string,
      { get?: { responses: Record<string, { content: Record<string, { schema: object }> }> } }
    >
  }
  expect(document.openapi).toBe('3.1.0')
  const fleet = document.paths['/api/v1/fleet']?.get?.responses['200']?.content['application/json']?.schema
  expect(JSON.stringify(fleet)).toContain('environments')
})

test('a viewer does not make Lockstep look up in AWS what there is to go back to', async () => {
  const viewer = { actor: { id: 'v', name: 'Viewer', kind: 'person' as const }, role: 'viewer' as const }
  const listRollbackCandidates = vi.fn<AppDeps['listRollbackCandidates']>()
  const response = await send(
    { localOperator: viewer, listRollbackCandidates },
    `${path}/rollback-candidates`,
  )
  expect((await problemOf(response)).code).toBe('forbidden')
  expect(listRollbackCandidates).not.toHaveBeenCalled()
})

test('every address of the API stands in the document', async () => {
  const app = createApp(appDeps())
  const document = (await (await send({}, '/api/openapi.json')).json()) as { paths: Record<string, object> }
  const described = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  )
  const served = app.routes
    .filter(({ path, method }) => path.startsWith('/api/v1/') && method !== 'ALL')
    .map(({ path, method }) => `${method} ${path}`)
  expect(new Set(described.filter((route) => route.includes('/api/v1/')))).toEqual(new Set(served))
})

test('pages are sent with a policy that allows no inline code and no frame', async () => {
  const policy = (await send({}, '/api/v1/fleet')).headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe')
})

test('health needs no host name, and readiness says what is missing', async () => {
  const app = createApp(appDeps({ notReady: async () => ['the store does not answer'] }))
  expect((await app.request('http://10.0.0.7/healthz')).status).toBe(200)
  const ready = await app.request('http://10.0.0.7/readyz')
  expect(ready.status).toBe(503)
  expect(await ready.json()).toEqual({ status: 'not-ready', missing: ['the store does not answer'] })
})

test('an address of the API that does not exist answers a problem, not a page', async () => {
  const response = await send({}, '/api/v1/nothing', { headers: { accept: 'text/html' } })
  expect(response.status).toBe(404)
  expect((await problemOf(response)).code).toBe('not-found')
})
