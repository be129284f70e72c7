import { describe, expect, test } from 'vitest'
import { createEdge, type Edge, type Seen } from './testing/visitor.ts'

/** Deterministic, even enough for shares. */
function sequence(): () => number {
  let state = 1
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4294967296
  }
}

const rollout = (percent: number, id = '4f7k2m9q', more: object = {}) =>
  JSON.stringify({ rollout: id, percent, prefix: 'candidate/', ...more })
const edgeWith = (held?: string, random = sequence()): Edge => {
  const edge = createEdge(random)
  edge.hold(held)
  return edge
}
const cookie = (value: string) => `theme=dark; lockstep-cohort=${value}; other=1`
const candidate = cookie('4f7k2m9q-candidate.120')
const baseline = cookie('4f7k2m9q-baseline.8000')
const untouched: Partial<Seen> = { cookie: undefined, cacheControl: 'public,max-age=60' }

describe('a page load', () => {
  test('gives about as many of 10,000 visitors the candidate as the percentage says', async () => {
    for (const percent of [1, 10, 12.5, 50]) {
      const edge = edgeWith(rollout(percent))
      let candidates = 0
      for (let visitor = 0; visitor < 10_000; visitor++) {
        const seen = await edge.visit({})
        if (seen.uri === '/candidate/index.html') candidates++
        expect(seen.cookie).toMatch(
          seen.cohort === 'candidate' ? /^4f7k2m9q-candidate\.\d+$/ : /^4f7k2m9q-baseline\.\d+$/,
        )
      }
      const spread = 3.5 * Math.sqrt(10_000 * (percent / 100) * (1 - percent / 100))
      expect(Math.abs(candidates - percent * 100)).toBeLessThan(spread)
    }
  })

  test.each([
    [0.01, 0, 'candidate'],
    [0.01, 1, 'baseline'],
    [0.07, 6, 'candidate'],
    [0.07, 7, 'baseline'],
    [33.33, 3332, 'candidate'],
    [33.33, 3333, 'baseline'],
    [100, 9999, 'candidate'],
  ])('at %d %% bucket %i is %s, to the hundredth', async (percent, bucket, cohort) => {
    const seen = await edgeWith(rollout(percent)).visit({ cookie: cookie(`4f7k2m9q-baseline.${bucket}`) })
    expect(seen).toMatchObject({ cohort, cookie: `4f7k2m9q-${cohort}.${bucket}` })
  })

  test('keeps a visitor where he is, and his cookie alive', async () => {
    const edge = edgeWith(rollout(10))
    expect(await edge.visit({ cookie: candidate })).toMatchObject({
      uri: '/candidate/index.html',
      cookie: '4f7k2m9q-candidate.120',
    })
    expect(await edge.visit({ cookie: baseline })).toMatchObject({
      uri: '/',
      cookie: '4f7k2m9q-baseline.8000',
    })
  })

  test('only adds people when the percentage rises, and only removes when it falls', async () => {
    const edge = edgeWith()
    const jars: (string | undefined)[] = Array.from({ length: 400 })
    let before = new Set<number>()
    let last = 0
    const percentages = [5, 20, 20, 60, 100, 60, 30, 0, 30, 5]
    const moves: object[] = []
    for (const percent of percentages) {
      edge.hold(rollout(percent))
      const now = new Set<number>()
      for (const [visitor, own] of jars.entries()) {
        const seen = await edge.visit(own === undefined ? {} : { cookie: cookie(own) })
        jars[visitor] = seen.cookie ?? own
        if (seen.cohort === 'candidate') now.add(visitor)
      }
      const gone = [...before].filter((one) => !now.has(one)).length
      const come = [...now].filter((one) => !before.has(one)).length
      moves.push({ percent, gone: percent < last ? 0 : gone, come: percent > last ? 0 : come })
      before = now
      last = percent
    }
    expect(moves).toEqual(percentages.map((percent) => ({ percent, gone: 0, come: 0 })))
  })

  test('draws a new bucket for a new rollout, whatever the old one said', async () => {
    const edge = edgeWith(rollout(50, 'zzzz0000'), () => 0.7531)
    expect(await edge.visit({ cookie: candidate })).toMatchObject({
      cohort: 'baseline',
      cookie: 'zzzz0000-baseline.7531',
    })
  })

  test.each([
    '',
    'x',
    '4f7k2m9q-candidate',
    '4f7k2m9q-candidate.12345',
    '4f7k2m9q-canary.1',
    '%00-candidate.-1',
    '4F7K2M9Q-candidate.1',
  ])('treats the cookie %j as none', async (value) => {
    const seen = await edgeWith(rollout(10), () => 0.9).visit({ cookie: cookie(value) })
    expect(seen).toMatchObject({ uri: '/', cohort: 'baseline', cookie: '4f7k2m9q-baseline.9000' })
  })

  test.each([
    ['/', '/candidate/index.html', '/'],
    ['/index.html', '/candidate/index.html', '/index.html'],
    ['/about.html', '/candidate/about.html', '/about.html'],
    ['/orders/7', '/candidate/index.html', '/index.html'],
    ['/orders/', '/candidate/index.html', '/index.html'],
  ])('of %s asks for %s, and for the baseline for %s', async (uri, forCandidate, forBaseline) => {
    const edge = edgeWith(rollout(10))
    expect(await edge.visit({ uri, cookie: candidate })).toMatchObject({ uri: forCandidate })
    const other = await edge.visit({ uri, cookie: baseline })
    expect(other).toMatchObject({ uri: forBaseline, cookie: '4f7k2m9q-baseline.8000' })
  })

  test('is not kept by the browser while a rollout runs', async () => {
    const edge = edgeWith(rollout(10))
    expect((await edge.visit({ cookie: candidate })).cacheControl).toBe('private, no-cache')
    expect((await edge.visit({ cookie: baseline })).cacheControl).toBe('private, no-cache')
  })
})

describe('everything else', () => {
  test.each([
    '/assets/index-a1b2.js',
    '/favicon.svg',
    '/robots.txt',
    '/.well-known/assetlinks',
    '/candidate/index.html',
  ])('passes: %s', async (uri) => {
    const edge = edgeWith(rollout(100))
    expect(await edge.visit({ uri })).toMatchObject({ uri, cohort: 'baseline', ...untouched })
    expect(await edge.visit({ uri, cookie: candidate })).toMatchObject({
      uri,
      cohort: 'candidate',
      ...untouched,
    })
  })

  test('is decided by the cookie alone, however the percentage stands, so that an open page keeps its backend', async () => {
    const edge = edgeWith(rollout(1))
    const uri = '/api/orders'
    const headers = { 'sec-fetch-dest': 'empty' }
    expect(await edge.visit({ uri, headers, cookie: candidate })).toMatchObject({
      uri,
      cohort: 'candidate',
      ...untouched,
    })
    edge.hold(rollout(0))
    expect(await edge.visit({ uri, headers, cookie: candidate })).toMatchObject({
      uri,
      cohort: 'candidate',
      ...untouched,
    })
    edge.hold(rollout(100))
    expect(await edge.visit({ uri, headers, cookie: baseline })).toMatchObject({
      uri,
      cohort: 'baseline',
      ...untouched,
    })
    expect(await edge.visit({ uri: '/orders', method: 'POST', cookie: baseline })).toMatchObject({
      uri: '/orders',
      cohort: 'baseline',
    })
  })

  test('version.txt is that of the cohort, and gives no cookie', async () => {
    const edge = edgeWith(rollout(10))
    const ask = (own?: string) => edge.visit({ uri: '/version.txt', ...(own && { cookie: own }) })
    expect(await ask(candidate)).toMatchObject({ uri: '/candidate/version.txt', ...untouched })
    expect(await ask(baseline)).toMatchObject({ uri: '/version.txt', ...untouched })
    expect(await ask()).toMatchObject({ uri: '/version.txt', cohort: 'baseline', ...untouched })
    edge.hold(rollout(0))
    expect(await ask(candidate)).toMatchObject({ uri: '/version.txt', ...untouched })
  })

  test('a page that an open page fetches is of its cohort, without a decision', async () => {
    const edge = edgeWith(rollout(100))
    const headers = { 'sec-fetch-dest': 'empty' }
    expect(await edge.visit({ headers })).toMatchObject({ uri: '/', ...untouched })
    expect(await edge.visit({ headers, cookie: candidate })).toMatchObject({
      uri: '/candidate/index.html',
      ...untouched,
    })
  })

  test('a caller that names its cohort gets that side, and no cookie', async () => {
    const edge = edgeWith(rollout(100))
    const as = (cohort: string) => edge.visit({ headers: { 'x-lockstep-cohort': cohort } })
    expect(await as('baseline')).toMatchObject({ uri: '/', cohort: 'baseline', ...untouched })
    edge.hold(rollout(0.01))
    expect(await as('candidate')).toMatchObject({
      uri: '/candidate/index.html',
      cohort: 'candidate',
      ...untouched,
    })
    edge.hold(rollout(0))
    expect(await as('candidate')).toMatchObject({ uri: '/', cohort: 'baseline', ...untouched })
  })

  test('what a visitor sends as the functions’ own headers is thrown away', async () => {
    const edge = edgeWith(undefined)
    const headers = {
      'x-lockstep-cohort-cookie': '4f7k2m9q-candidate.1',
      'x-lockstep-cohort-domain': 'evil.example',
    }
    expect(await edge.visit({ headers })).toMatchObject({ uri: '/', cohort: 'baseline', ...untouched })
  })
})

describe('at the end, and when something is wrong', () => {
  test.each([
    ['no key', undefined],
    ['no JSON', '{"rollout":'],
    ['null', 'null'],
    ['a list', '[1]'],
    ['a text for the percentage', '{"rollout":"4f7k2m9q","percent":"100","prefix":"candidate/"}'],
    ['more than 100 %', rollout(101)],
    ['less than 0 %', rollout(-1)],
    ['no prefix', '{"rollout":"4f7k2m9q","percent":100}'],
    ['a prefix that is no folder', '{"rollout":"4f7k2m9q","percent":100,"prefix":"candidate"}'],
    ['a prefix that is the root', '{"rollout":"4f7k2m9q","percent":100,"prefix":"/"}'],
    [
      'a prefix that Lockstep would not take for one',
      '{"rollout":"4f7k2m9q","percent":100,"prefix":"new pages/"}',
    ],
    ['a domain that is no text', rollout(100, '4f7k2m9q', { domain: null })],
    ['an id that no cookie could carry', rollout(100, 'a-b.c')],
    ['0 %', rollout(0)],
  ])('with %s everybody is baseline and the request passes', async (_, held) => {
    const edge = edgeWith(held)
    for (const uri of ['/', '/orders/7', '/index.html', '/version.txt', '/assets/a.js'])
      expect(await edge.visit({ uri })).toMatchObject({ uri, cohort: 'baseline', ...untouched })
  })

  test.each([undefined, 'garbled', rollout(0), rollout(0, 'zzzz0000')])(
    'with %j who was a candidate loses the cookie with the next page, so that its calls match it',
    async (held) => {
      const edge = edgeWith(held)
      const seen = await edge.visit({ uri: '/orders/7', cookie: candidate })
      expect(seen).toMatchObject({ uri: '/index.html', cohort: 'baseline', cookie: '4f7k2m9q-baseline.120' })
      expect(await edge.visit({ cookie: baseline })).toMatchObject({ uri: '/', ...untouched })
    },
  )

  test('a request without cookies at all, or with a field too many, passes', async () => {
    const edge = edgeWith(rollout(100), () => Number.NaN)
    expect(await edge.visit({ headers: { 'x-lockstep-cohort': 'admin' } })).toMatchObject({
      cohort: 'baseline',
    })
    expect(edge.lines).toEqual([])
  })
})

describe('the cookie', () => {
  const attributes = async (headers: Record<string, string>, more: object = {}) =>
    (await edgeWith(rollout(100, '4f7k2m9q', more)).visit({ headers })).attributes

  test('lasts 30 days on the whole site, and is secure where the connection is', async () => {
    const plain = 'Path=/; Max-Age=2592000; SameSite=Lax'
    expect(await attributes({})).toBe(plain)
    expect(await attributes({ 'sec-fetch-site': 'none' })).toBe(`${plain}; Secure`)
    expect(await attributes({ 'cloudfront-forwarded-proto': 'https' })).toBe(`${plain}; Secure`)
    expect(await attributes({ 'cloudfront-forwarded-proto': 'http', 'sec-fetch-site': 'none' })).toBe(plain)
  })

  test('reaches an API on a host beside the site’s where the store names the domain', async () => {
    expect(await attributes({}, { domain: 'shop.example' })).toContain('; Domain=shop.example')
    expect(await attributes({}, { domain: 'shop.example; Path=/x' })).not.toContain('Domain')
  })
})
