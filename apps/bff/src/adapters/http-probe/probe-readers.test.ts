import { expect, it } from 'vitest'
import { environment as fixture } from '../../domain/drift/testing/drift-fixture.ts'
import type { Environment } from '../../domain/environment.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { ProbeRequest, ProbeResponse } from './http-probe.ts'
import { createProbeReaders } from './probe-readers.ts'

const readAt = '2026-11-20T12:00:00.000Z'
const clock = { now: () => new Date(readAt) }
const environment = {
  ...fixture,
  backend: { ...fixture.backend, url: 'https://api.shop.example/v1/' },
  frontend: { ...fixture.frontend, url: 'https://shop.example' },
}
const response = (change: Partial<ProbeResponse> = {}): ProbeResponse => ({
  status: 200,
  headers: {},
  body: '',
  sha256: 'hash',
  latencyMilliseconds: 12.4,
  ...change,
})
const setUp = (...answers: Result<ProbeResponse>[]) => {
  const asked: { url: string; request: ProbeRequest | undefined }[] = []
  const readers = createProbeReaders(
    {
      get: async (url, request) => {
        asked.push({ url, request })
        return answers.shift() ?? ok(response())
      },
    },
    clock,
  )
  return { readers, asked }
}
const wanted = { path: 'index.html', maxBytes: 1000, knownEtag: null }

it('reads the page where users open it, with what the edge says of it', async () => {
  const headers = {
    'cache-control': 'public,max-age=60',
    etag: 'W/"abc"',
    age: '35',
    'last-modified': 'Fri, 20 Nov 2026 10:00:00 GMT',
    'content-type': 'text/html; charset=utf-8',
  }
  const { readers, asked } = setUp(ok(response({ headers, body: '<html>' })))
  expect(await readers.edgeFile(environment, wanted)).toEqual({
    state: 'read',
    source: 'GET https://shop.example/',
    readAt,
    value: {
      text: '<html>',
      sha256: 'hash',
      cacheControl: 'public,max-age=60',
      expiresSeconds: null,
      etag: 'abc',
      ageSeconds: 35,
      lastModified: '2026-11-20T10:00:00.000Z',
      contentType: 'text/html',
      isNoSniff: false,
    },
  })
  expect(asked).toEqual([
    { url: 'https://shop.example/', request: { headers: {}, maxBytes: 1000, followsSameResource: true } },
  ])
})

it('reads the policy that the page is served with, and not one that browsers only report by', async () => {
  const headers = {
    'content-security-policy': "connect-src 'self'",
    'content-security-policy-report-only': "default-src 'none'",
  }
  const { readers } = setUp(ok(response({ headers, body: '<html>' })))
  const page = { path: 'index.html', maxBytes: 1000, knownEtag: null }
  expect(await readers.edgeFile(environment, page)).toMatchObject({
    value: { contentPolicy: "connect-src 'self'" },
  })
})

it('asks for a known bundle conditionally, and keeps its headers when the edge confirms it without them', async () => {
  const headers = {
    etag: '"abc"',
    'cache-control': 'immutable',
    'content-type': 'text/plain',
    'x-content-type-options': 'nosniff',
  }
  const { readers, asked } = setUp(ok(response({ headers, body: 'code' })), ok(response({ status: 304 })))
  const bundle = { path: 'assets/a b.js', maxBytes: 1000, knownEtag: null }
  await readers.edgeFile(environment, bundle)
  const again = await readers.edgeFile(environment, { ...bundle, knownEtag: 'abc' })
  expect(asked[1]).toMatchObject({
    url: 'https://shop.example/assets/a%20b.js',
    request: { headers: { 'if-none-match': '"abc"' } },
  })
  expect(again).toMatchObject({
    value: {
      text: null,
      sha256: null,
      etag: 'abc',
      cacheControl: 'immutable',
      contentType: 'text/plain',
      isNoSniff: true,
    },
  })
})

it.each([
  [404, 'absent', undefined],
  [410, 'absent', undefined],
  [401, 'unreadable', 'refuses Lockstep (401), so what it serves cannot be verified.'],
  [403, 'unreadable', 'refuses Lockstep (403), so what it serves cannot be verified.'],
  [503, 'unreadable', 'answered 503.'],
  [
    301,
    'unreadable',
    'answered 301, a redirect to https://elsewhere.example/, which Lockstep does not follow.',
  ],
])('says of an edge that answers %i that the file is %s', async (status, state, said) => {
  const { readers } = setUp(ok(response({ status, headers: { location: 'https://elsewhere.example/' } })))
  const reading = await readers.edgeFile(environment, wanted)
  expect(reading.state).toBe(state)
  expect(reading.state === 'unreadable' ? reading.problem.title : undefined).toBe(
    said === undefined ? undefined : `https://shop.example/ ${said}`,
  )
})

it("takes S3's own refusal, passed on by the edge, for a file that users do not get", async () => {
  const headers = { 'content-type': 'application/xml' }
  const body = '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code></Error>'
  const { readers } = setUp(ok(response({ status: 403, headers, body })))
  expect(await readers.edgeFile(environment, wanted)).toMatchObject({ state: 'absent' })
})

it('gives its headers to the host that they are for, and to no other', async () => {
  const { readers, asked } = setUp()
  const closed: Environment = {
    ...environment,
    frontend: { ...environment.frontend, probeHeaders: new Map([['Authorization', 'Basic c2VjcmV0']]) },
    backend: { ...environment.backend, probeHeaders: new Map([['X-Probe', 'other secret']]) },
  }
  await readers.edgeFile(closed, wanted)
  await readers.health(closed)
  await readers.appVersion(closed)
  expect(asked.map(({ request }) => request?.headers)).toEqual([
    { Authorization: 'Basic c2VjcmV0' },
    { 'X-Probe': 'other secret' },
    { 'X-Probe': 'other secret' },
  ])
  expect(JSON.stringify(closed)).not.toContain('secret')
})

it('takes any answer of the health endpoint for an answer, and no answer for not knowing', async () => {
  const { readers, asked } = setUp(
    ok(response({ status: 503, body: 'x'.repeat(2000) })),
    fail({ code: 'probe-failed', title: 'No answer.', detail: null, remedy: null }),
  )
  expect(await readers.health(environment)).toMatchObject({
    state: 'read',
    value: { status: 503, latencyMilliseconds: 12, body: 'x'.repeat(500) },
  })
  expect(await readers.health(environment)).toMatchObject({
    state: 'unreadable',
    problem: { code: 'probe-failed' },
  })
  expect(asked[0]?.url).toBe('https://api.shop.example/v1/health')
})

const html = { 'content-type': 'text/html' }
const shell =
  '<html><head><script src="/assets/index-Bn5yQuT3.js"></script></head><body><div id="app"></div></body></html>'
const words = '<html><body>Welcome to the shop</body></html>'

it.each([
  ['the page of an application', [response({ headers: html, body: shell })], true],
  [
    'the very page of the site',
    [response({ headers: html, body: words }), response({ headers: html, body: words })],
    true,
  ],
  [
    'a health page in HTML',
    [
      response({ headers: html, body: '<html>OK</html>', sha256: 'own' }),
      response({ headers: html, body: words }),
    ],
    false,
  ],
  ['plain text', [response({ body: 'OK' })], false],
  ['a page for an error', [response({ status: 503, headers: html, body: shell })], false],
])('tells %s from an answer of the backend', async (_what, answers, isSitePage) => {
  const { readers } = setUp(...answers.map((answer) => ok(answer)))
  expect(await readers.health(environment)).toMatchObject({ state: 'read', value: { isSitePage } })
})

it.each([200, 202, 405])(
  'takes a challenge of the firewall (%i) for no answer of the backend',
  async (status) => {
    const challenge = ok(response({ status, headers: { 'x-amzn-waf-action': 'challenge' } }))
    const denied = { state: 'unreadable', problem: { probeCause: 'denied' } }
    expect(await setUp(challenge).readers.health(environment)).toMatchObject(denied)
    expect(await setUp(challenge).readers.appVersion(environment)).toMatchObject(denied)
  },
)

it.each([401, 403, 301, 429])('cannot tell health from an answer of %i', async (status) => {
  const { readers } = setUp(ok(response({ status, headers: { location: '/login' } })))
  expect(await readers.health(environment)).toMatchObject({ state: 'unreadable' })
})

it.each([
  [response({ status: 404 }), 'absent'],
  [response({ headers: html, body: shell }), 'absent'],
  [response({ status: 503 }), 'unreadable'],
  [response({ status: 302, headers: { location: 'https://elsewhere.example/' } }), 'unreadable'],
  [response({ status: 401 }), 'unreadable'],
])('finds the version absent only where nothing is', async (answer, state) => {
  const { readers } = setUp(ok(answer))
  expect(await readers.appVersion(environment)).toMatchObject({ state })
})

it('reads the version that the application reports', async () => {
  const { readers } = setUp(ok(response({ body: '{"version":"v1","commit":"622d2103","more":1}' })))
  expect(await readers.appVersion(environment)).toMatchObject({
    value: { version: 'v1', commit: '622d2103' },
  })
})

it.each(['', 'v1', '{"version":1}', '{"version":""}', '[]', 'null'])(
  'does not take %j for a version',
  async (body) => {
    const { readers } = setUp(ok(response({ body })))
    expect(await readers.appVersion(environment)).toMatchObject({
      state: 'unreadable',
      problem: { code: 'probe-failed' },
    })
  },
)

it('asks nothing when the configuration names no path for the version', async () => {
  const { readers, asked } = setUp()
  const silent = { ...environment, backend: { ...environment.backend, versionPath: null } }
  expect(await readers.appVersion(silent)).toMatchObject({ state: 'absent', source: 'configuration' })
  expect(asked).toEqual([])
})

it.each([
  ['cloudfront-cohort', 'baseline'],
  ['paired', 'baseline'],
  ['alb-weights', undefined],
] as const)('never lands in the cohort of a candidate by chance, with %s', async (type, cohort) => {
  const { readers, asked } = setUp()
  const rollout = { driver: { type } } as Partial<Environment['rollout']> as Environment['rollout']
  await readers.edgeFile({ ...environment, rollout }, wanted)
  expect(asked[0]?.request?.headers?.['x-lockstep-cohort']).toBe(cohort)
})
