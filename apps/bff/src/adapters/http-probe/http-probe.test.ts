import { createServer, type RequestListener, type Server } from 'node:http'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createHttpProbe, type HttpProbe } from './http-probe.ts'
import { probeHosts } from './probe-host.ts'

let server: Server
let root: string
let answer: RequestListener
let seen: { url: string | undefined; headers: Record<string, unknown> }[]
let probe: HttpProbe

beforeEach(async () => {
  seen = []
  answer = (_request, response) => response.end('fine')
  server = createServer((request, response) => {
    seen.push({ url: request.url, headers: request.headers })
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  root = `http://127.0.0.1:${address.port}`
  probe = createHttpProbe({
    allowedHosts: new Set([`127.0.0.1:${address.port}`]),
    timeoutMilliseconds: 300,
    maxBytes: 1000,
  })
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

it('gives back status, headers, body and latency, and sends no credentials', async () => {
  const result = await probe.get(`${root}/health?x=1`)
  expect(result).toMatchObject({ ok: true, value: { status: 200, body: 'fine' } })
  expect(seen[0]).toMatchObject({ url: '/health?x=1' })
  expect(seen[0]?.headers).not.toHaveProperty('authorization')
  expect(seen[0]?.headers).not.toHaveProperty('cookie')
})

it('asks for what browsers take, so that the edge gives it the copy that users get', async () => {
  await probe.get(root)
  expect(seen[0]?.headers).toMatchObject({ 'accept-encoding': 'gzip, deflate, br, zstd' })
})

it('reports a redirect and does not follow it', async () => {
  answer = (_request, response) =>
    response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end()
  const result = await probe.get(root)
  expect(result).toMatchObject({
    ok: true,
    value: { status: 302, headers: { location: 'http://169.254.169.254/latest/meta-data' } },
  })
  expect(seen).toHaveLength(1)
})

it('stops at the size limit, also when the size is not announced', async () => {
  answer = (_request, response) => {
    const chunk = Buffer.alloc(600)
    response.write(chunk)
    response.write(chunk)
    // Never ends: only the limit can.
  }
  expect(await probe.get(root)).toMatchObject({
    ok: false,
    problem: { probeCause: 'too-large', detail: 'the answer is larger than 1000 bytes' },
  })
})

it('counts the bytes of a body after decompression', async () => {
  const { gzipSync } = await import('node:zlib')
  answer = (_request, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(100_000)))
  expect(await probe.get(root)).toMatchObject({ ok: false, problem: { probeCause: 'too-large' } })
})

it.each([
  ['never answers', () => {}],
  [
    'stops half way',
    (_request, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('half')
    },
  ],
] satisfies [string, RequestListener][])('gives up on a server that %s', async (_name, listener) => {
  answer = listener
  expect(await probe.get(root)).toMatchObject({
    ok: false,
    problem: {
      probeCause: 'timeout',
      title: `${root} did not answer within 0.3 s.`,
      detail: 'no complete answer within 300 ms',
    },
  })
})

it('says that a connection broke off, that the answer cannot be unpacked, and that nobody listens', async () => {
  answer = (request) => request.socket.destroy()
  expect(await probe.get(root)).toMatchObject({
    problem: { code: 'probe-failed', probeCause: 'broken-off' },
  })
  answer = (_request, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip at all')
  expect(await probe.get(root)).toMatchObject({ problem: { probeCause: 'undecodable' } })
  await new Promise((resolve) => server.close(resolve).closeAllConnections())
  expect(await probe.get(root)).toMatchObject({
    problem: { probeCause: 'refused', title: `${root} refuses connections.`, detail: 'ECONNREFUSED' },
  })
})

it('takes an answer without a body as it is, whatever its header says of the body that it would have', async () => {
  answer = (_request, response) => response.writeHead(401, { 'content-encoding': 'gzip' }).end()
  expect(await probe.get(root)).toMatchObject({ ok: true, value: { status: 401, body: '' } })
})

it('gives headers that come more than once as one', async () => {
  answer = (_request, response) =>
    response
      .writeHead(200, ['cache-control', 'max-age=60', 'cache-control', 'private', 'age', '7'])
      .end('fine')
  expect(await probe.get(root)).toMatchObject({
    value: { headers: { 'cache-control': 'max-age=60, private', age: '7' } },
  })
})

it.each(['br', 'zstd', 'gzip'] as const)(
  'reads what is packed with %s as a browser does',
  async (encoding) => {
    const { brotliCompressSync, gzipSync, zstdCompressSync } = await import('node:zlib')
    const pack = { br: brotliCompressSync, gzip: gzipSync, zstd: zstdCompressSync }[encoding]
    answer = (_request, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(pack('fine'))
    expect(await probe.get(root)).toMatchObject({ ok: true, value: { body: 'fine' } })
  },
)

it('follows a redirect to the same address written in another way when it may, and no other', async () => {
  answer = ({ url }, response) =>
    url === '/health' ? response.writeHead(301, { location: '/health/' }).end() : response.end(`at ${url}`)
  expect(await probe.get(`${root}/health`)).toMatchObject({ value: { status: 301 } })
  const follows = { followsSameResource: true, headers: { authorization: 'Basic c2VjcmV0' } }
  expect(await probe.get(`${root}/health`, follows)).toMatchObject({
    value: { status: 200, body: 'at /health/' },
  })
  answer = (_request, response) => response.writeHead(302, { location: '/login' }).end()
  expect(await probe.get(`${root}/health`, follows)).toMatchObject({ value: { status: 302 } })
  answer = ({ url = '' }, response) =>
    response.writeHead(302, { location: url.endsWith('/') ? url.slice(0, -1) : `${url}/` }).end()
  seen = []
  expect(await probe.get(`${root}/health`, follows)).toMatchObject({ value: { status: 302 } })
  expect(seen).toHaveLength(4)
})

it.each([
  'http://127.0.0.1:1/',
  'http://localhost/',
  'http://169.254.169.254/latest/meta-data',
  'ftp://127.0.0.1/',
  'file:///etc/passwd',
  'not a url',
])('never asks %s', async (url) => {
  expect(await probe.get(url)).toMatchObject({ ok: false, problem: { code: 'probe-not-allowed' } })
})

it('refuses credentials in an address and does not repeat them', async () => {
  const result = await probe.get(root.replace('//', '//user:secret@'))
  expect(result).toMatchObject({ ok: false, problem: { code: 'probe-not-allowed' } })
  expect(JSON.stringify(result)).not.toContain('secret')
  expect(seen).toEqual([])
})

it('allows exactly the hosts that a configuration names, with the port that their protocol implies', () => {
  const hosts = probeHosts([
    {
      backend: { url: 'https://api.shop.example/v1' },
      frontend: { url: 'http://shop.example:8080' },
    } as Parameters<typeof probeHosts>[0][number],
  ])
  expect([...hosts]).toEqual(['api.shop.example:443', 'shop.example:8080'])
})
