import { functionCode } from '@lockstep/cohort-function/code'
import { describe, expect, test } from 'vitest'
import type { DistributionInput } from '../world/cloudfront/distribution-config.ts'
import { createCloudFront } from '../world/cloudfront.ts'
import { createS3 } from '../world/s3.ts'
import { testContext } from '../world/test-context.ts'
import type { WorldResponse } from '../world/world.ts'
import { createEdge } from './edge.ts'

async function setUp(
  code: Partial<typeof functionCode> = functionCode,
  input: Partial<DistributionInput> = {},
) {
  const context = testContext()
  const s3 = createS3(context)
  const cloudfront = createCloudFront(context)
  const edge = createEdge(context, { cloudfront, s3 })
  const store = cloudfront.createKeyValueStore('cohort')
  const functions = Object.fromEntries(
    Object.entries(code).map(([name, own]) => {
      const made = cloudfront.createFunction({ name, code: own, keyValueStoreArn: store.arn })
      return [name, made.arn]
    }),
  )
  s3.createBucket('site')
  cloudfront.createDistribution({ id: 'E1', bucket: 'site', functions, ...input })
  s3.put('site', 'index.html', 'old page', { cacheControl: 'max-age=60' })
  s3.put('site', 'candidate/index.html', 'new page', { cacheControl: 'max-age=60' })
  s3.put('site', 'version.txt', 'old')
  s3.put('site', 'candidate/version.txt', 'new')
  s3.put('site', 'assets/a.js', 'script', { cacheControl: 'public,max-age=31536000,immutable' })
  const hold = (percent: number): void => {
    const value = JSON.stringify({ rollout: '4f7k2m9q', percent, prefix: 'candidate/' })
    cloudfront.changeStore(store, store.etag, [{ key: 'cohort', value }])
  }
  const get = async (url: string, cookie?: string, headers: Record<string, string> = {}) =>
    edge.door('E1').answer({ method: 'GET', url, headers: { ...headers, ...(cookie && { cookie }) } })
  return { context, s3, cloudfront, edge, hold, get }
}
const text = ({ body }: WorldResponse) => Buffer.from(body).toString()
const cookieOf = ({ headers }: WorldResponse) => headers['set-cookie']?.split(';', 1)[0]

describe('the cohort functions at the edge', () => {
  test('send visitors to the page of their cohort, with a cookie that keeps them there', async () => {
    const { context, hold, get } = await setUp()
    hold(50)
    context.advance(1000)
    const seen = { 'old page': 0, 'new page': 0 }
    for (let visitor = 0; visitor < 400; visitor++) {
      const first = await get('/orders/7')
      const again = await get('/', cookieOf(first))
      expect(text(again)).toBe(text(first))
      expect(cookieOf(first)).toMatch(text(first) === 'new page' ? /-candidate\./ : /-baseline\./)
      seen[text(first) as keyof typeof seen]++
    }
    expect(seen['new page']).toBeGreaterThan(150)
    expect(seen['old page']).toBeGreaterThan(150)
  })

  test('keep each path once in the cache, whoever asks', async () => {
    const { context, edge, hold, get } = await setUp()
    hold(50)
    context.advance(1000)
    for (let visitor = 0; visitor < 50; visitor++) await get(`/orders/${visitor}`)
    expect(edge.cached('E1').toSorted()).toEqual(['/candidate/index.html', '/index.html'])
  })

  test('leave assets as they are, and give version.txt by cohort', async () => {
    const { context, hold, get } = await setUp()
    hold(100)
    context.advance(1000)
    const asset = await get('/assets/a.js', 'lockstep-cohort=4f7k2m9q-candidate.1')
    expect([text(asset), asset.headers['set-cookie']]).toEqual(['script', undefined])
    expect(asset.headers['cache-control']).toBe('public,max-age=31536000,immutable')
    expect(text(await get('/version.txt', 'lockstep-cohort=4f7k2m9q-candidate.1'))).toBe('new')
    expect(text(await get('/version.txt'))).toBe('old')
  })

  test('know a change of the store only a while later', async () => {
    const { context, hold, get } = await setUp()
    hold(100)
    context.advance(999)
    expect(text(await get('/'))).toBe('old page')
    context.advance(1)
    expect(text(await get('/'))).toBe('new page')
    hold(0)
    context.advance(1000)
    expect(text(await get('/'))).toBe('old page')
  })

  test('tell a browser that has the other cohort’s page to take the new one', async () => {
    const { context, s3, hold, get } = await setUp()
    hold(100)
    context.advance(1000)
    const etag = s3.get('site', 'index.html')?.etag ?? ''
    expect((await get('/', undefined, { 'if-none-match': etag })).status).toBe(200)
    const own = s3.get('site', 'candidate/index.html')?.etag ?? ''
    const same = await get('/', undefined, { 'if-none-match': own })
    expect([same.status, cookieOf(same)]).toEqual([304, expect.stringContaining('candidate')])
  })
})

describe('any function', () => {
  test.each([
    ['throws', 'function handler() { throw new Error("no") }'],
    ['does not parse', 'function handler() {'],
    ['returns nothing', 'function handler() {}'],
  ])('that %s makes the distribution answer 503', async (_, code) => {
    for (const event of ['viewer-request', 'viewer-response'] as const) {
      const { get } = await setUp({ [event]: code })
      const answer = await get('/')
      expect([answer.status, text(answer)]).toEqual([503, expect.stringContaining('could not run')])
    }
  })

  test('that is associated but gone makes it answer 503 too', async () => {
    const { get } = await setUp(
      {},
      { functions: { 'viewer-request': 'arn:aws:cloudfront::1:function/gone' } },
    )
    expect((await get('/')).status).toBe(503)
  })

  test('may answer by itself, without a look at the origin', async () => {
    const code = `function handler(event) {
      return { statusCode: 302, headers: { location: { value: '/login?' + event.request.querystring.to.value } } }
    }`
    const { edge, get } = await setUp({ 'viewer-request': code })
    const answer = await get('/?to=a')
    expect([answer.status, answer.headers['location']]).toEqual([302, '/login?a'])
    expect(edge.cached('E1')).toEqual([])
  })

  test('for the response is not asked when the origin refuses, even where a page stands in', async () => {
    const code = `function handler(event) {
      event.response.headers['x-seen'] = { value: 'yes' }
      return event.response
    }`
    const { get } = await setUp({ 'viewer-response': code }, { spaFallback: true })
    expect((await get('/')).headers['x-seen']).toBe('yes')
    const deep = await get('/orders/7')
    expect([deep.status, text(deep), deep.headers['x-seen']]).toEqual([200, 'old page', undefined])
  })
})
