import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { DistributionInput } from '../world/cloudfront/distribution-config.ts'
import { createCloudFront } from '../world/cloudfront.ts'
import { createS3 } from '../world/s3.ts'
import { testContext } from '../world/test-context.ts'
import type { WorldResponse } from '../world/world.ts'
import { createEdge } from './edge.ts'

async function setUp(input: Partial<DistributionInput> = {}) {
  const context = testContext()
  const s3 = createS3(context)
  const cloudfront = createCloudFront(context)
  const edge = createEdge(context, { cloudfront, s3 })
  s3.createBucket('site')
  cloudfront.createDistribution({ id: 'E1', bucket: 'site', ...input })
  const get = async (url: string, headers: Record<string, string> = {}, method = 'GET') =>
    edge.door('E1').answer({ method, url, headers })
  return { context, s3, cloudfront, edge, get }
}
const text = ({ body }: WorldResponse) => Buffer.from(body).toString()

test('answers what S3 lets the distribution have: nothing, objects, or the list of the bucket at its root', async () => {
  const { s3, get } = await setUp({ defaultRootObject: '' })
  s3.put('site', 'index.html', 'one', { cacheControl: 'no-store' })
  const statuses = async () => [(await get('/?')).status, (await get('/index.html')).status]
  expect(await statuses()).toEqual([403, 200])
  s3.bucket('site').edgeAccess = 'refused'
  expect((await get('/version.txt')).status).toBe(403)
  s3.bucket('site').edgeAccess = 'lists'
  expect((await get('/none.txt')).status).toBe(404)
})

test('shows the list of a bucket that it may list, where no root object is set', async () => {
  const { s3, get } = await setUp({ defaultRootObject: '' })
  s3.put('site', 'a.js', 'x')
  s3.bucket('site').edgeAccess = 'lists'
  const list = await get('/')
  expect([list.status, list.headers['content-type']]).toEqual([200, 'application/xml'])
  expect(text(list)).toContain('<Key>a.js</Key>')
})

describe('the cache', () => {
  test('serves the old object until max-age has passed, with its age, then the new one', async () => {
    const { context, s3, get } = await setUp()
    s3.put('site', 'index.html', 'one', { cacheControl: 'public,max-age=60,must-revalidate' })
    expect((await get('/')).headers['x-cache']).toBe('Miss from cloudfront')
    s3.put('site', 'index.html', 'two', { cacheControl: 'public,max-age=60,must-revalidate' })
    context.advance(59_000)
    const old = await get('/index.html')
    expect([text(old), old.headers['age'], old.headers['x-cache']]).toEqual([
      'one',
      '59',
      'Hit from cloudfront',
    ])
    context.advance(1000)
    expect(text(await get('/'))).toBe('two')
  })

  test('asks the origin again when an unchanged object has become stale', async () => {
    const { context, s3, get } = await setUp()
    s3.put('site', 'a.js', 'x', { cacheControl: 'max-age=10' })
    await get('/a.js')
    context.advance(11_000)
    expect((await get('/a.js')).headers['x-cache']).toBe('RefreshHit from cloudfront')
    expect((await get('/a.js')).headers['age']).toBe('0')
  })

  test.each([
    ['no header: the default TTL', undefined, 86_399, 86_400],
    ['s-maxage before max-age', 'max-age=5, s-maxage=100', 99, 100],
    ['immutable assets for a year', 'public,max-age=31536000,immutable', 31_535_999, 31_536_000],
  ])('keeps an object as its header says: %s', async (_, cacheControl, freshSeconds, staleSeconds) => {
    const { context, s3, get } = await setUp()
    s3.put('site', 'k', 'old', { cacheControl })
    await get('/k')
    s3.put('site', 'k', 'new', { cacheControl })
    context.advance(freshSeconds * 1000)
    expect(text(await get('/k'))).toBe('old')
    context.advance((staleSeconds - freshSeconds) * 1000)
    expect(text(await get('/k'))).toBe('new')
  })

  test('keeps an object until its Expires, and passes that on', async () => {
    const { context, s3, get } = await setUp()
    const expires = new Date(context.clock.now() + 60_000)
    s3.put('site', 'k', 'old', { expires })
    expect((await get('/k')).headers['expires']).toBe(expires.toUTCString())
    s3.put('site', 'k', 'new', { expires })
    context.advance(59_000)
    expect(text(await get('/k'))).toBe('old')
    context.advance(1000)
    expect(text(await get('/k'))).toBe('new')
  })

  test.each(['no-store', 'no-cache', 'private', 'max-age=0'])(
    'does not serve %s from memory',
    async (cacheControl) => {
      const { s3, get } = await setUp()
      s3.put('site', 'k', 'old', { cacheControl })
      await get('/k')
      s3.put('site', 'k', 'new', { cacheControl })
      expect(text(await get('/k'))).toBe('new')
    },
  )

  test('ignores the query, so that adding one does not get around it', async () => {
    const { s3, get } = await setUp()
    s3.put('site', 'k', 'old')
    await get('/k')
    s3.put('site', 'k', 'new')
    expect(text(await get('/k?fresh=1'))).toBe('old')
  })
})

describe('an invalidation', () => {
  test('takes effect after a while, and is completed later still', async () => {
    const { context, s3, cloudfront, get } = await setUp()
    s3.put('site', 'index.html', 'old')
    s3.put('site', 'assets/a.js', 'old')
    await get('/')
    await get('/assets/a.js')
    s3.put('site', 'index.html', 'new')
    s3.put('site', 'assets/a.js', 'new')
    const invalidation = cloudfront.invalidate('E1', 'ref', ['/'])
    context.advance(999)
    expect(text(await get('/'))).toBe('old')
    context.advance(1)
    expect(text(await get('/'))).toBe('new')
    expect(text(await get('/assets/a.js'))).toBe('old')
    expect(invalidation.status).toBe('InProgress')
    context.advance(1000)
    expect(invalidation.status).toBe('Completed')
  })

  test('with a wildcard covers what begins alike, and an asterisk elsewhere covers nothing', async () => {
    const { context, s3, cloudfront, edge, get } = await setUp()
    for (const key of ['a/1.html', 'a/2.html', 'b/1.html']) {
      s3.put('site', key, 'x')
      await get(`/${key}`)
    }
    cloudfront.invalidate('E1', 'middle', ['/*.html'])
    context.advance(1000)
    expect(edge.cached('E1')).toHaveLength(3)
    cloudfront.invalidate('E1', 'end', ['/a/*'])
    context.advance(1000)
    expect(edge.cached('E1')).toEqual(['/b/1.html'])
  })
})

describe('answers', () => {
  test('are 304 for a viewer that has the version already', async () => {
    const { s3, get } = await setUp()
    const { etag } = s3.put('site', 'k', 'x')
    expect((await get('/k', { 'if-none-match': `W/${etag}` })).status).toBe(304)
    expect((await get('/k', { 'if-none-match': '"other"' })).status).toBe(200)
  })

  test('are compressed for a viewer that takes gzip', async () => {
    const { s3, get } = await setUp()
    const body = 'x'.repeat(2000)
    s3.put('site', 'a.js', body, { contentType: 'text/javascript' })
    const zipped = await get('/a.js', { 'accept-encoding': 'gzip, br' })
    expect(zipped.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(zipped.body as Uint8Array).toString()).toBe(body)
    expect((await get('/a.js')).headers['content-encoding']).toBeUndefined()
  })

  test('for what is missing are 403, kept for ten seconds, or the index page where that is configured', async () => {
    const { context, s3, get } = await setUp()
    expect((await get('/late.js')).status).toBe(403)
    s3.put('site', 'late.js', 'x')
    expect((await get('/late.js')).status).toBe(403)
    context.advance(10_000)
    expect((await get('/late.js')).status).toBe(200)

    const spa = await setUp({ spaFallback: true })
    spa.s3.put('site', 'index.html', 'app')
    const page = await spa.get('/orders/7')
    expect([page.status, text(page)]).toEqual([200, 'app'])
  })

  test('of a disabled distribution are 403, and other methods are refused', async () => {
    const { s3, cloudfront, get } = await setUp()
    s3.put('site', 'k', 'x')
    expect((await get('/k', {}, 'POST')).status).toBe(403)
    const head = await get('/k', {}, 'HEAD')
    expect([head.status, head.headers['content-length'], head.body]).toEqual([200, '1', ''])
    const { config, etag } = cloudfront.distribution('E1')
    cloudfront.update('E1', { ...config, Enabled: false }, etag)
    expect((await get('/k')).status).toBe(403)
  })

  test('come from the folder of the bucket that is the origin path', async () => {
    const { s3, get } = await setUp({ originPath: '/live' })
    s3.put('site', 'live/a b.js', 'x')
    expect((await get('/a%20b.js')).status).toBe(200)
  })
})
