import { expect, it } from 'vitest'
import type { DistributionState } from './observation.ts'
import { judgeOrigin } from './site-origin.ts'
import { distributionValue, environment } from './testing/drift-fixture.ts'

const { frontend } = environment
const origin = (domainName: string, path = '') => ({ origin: { domainName, path } })
const own = 'storefront-production-site.s3.eu-west-1.amazonaws.com'

it.each<[string, Partial<DistributionState>, Partial<typeof frontend>, string, RegExp | null]>([
  ['its bucket', {}, {}, 'right', null],
  ['its bucket, without a region', origin('storefront-production-site.s3.amazonaws.com'), {}, 'right', null],
  [
    'its bucket as a website',
    origin('storefront-production-site.s3-website-eu-west-1.amazonaws.com'),
    {},
    'right',
    null,
  ],
  [
    'its bucket as a website, newer form',
    origin('storefront-production-site.s3-website.eu-central-1.amazonaws.com'),
    {},
    'right',
    null,
  ],
  [
    'a bucket with dots',
    origin('www.shop.example.s3.eu-west-1.amazonaws.com'),
    { bucket: 'www.shop.example' },
    'right',
    null,
  ],
  [
    'the bucket of staging',
    origin('storefront-staging-site.s3.eu-west-1.amazonaws.com'),
    {},
    'wrong',
    /storefront-staging-site, not/,
  ],
  [
    'another bucket that a function may choose',
    { ...origin('other.s3.eu-west-1.amazonaws.com'), rewritesRequests: true },
    {},
    'doubtful',
    /other, not/,
  ],
  ['a host that is no bucket', origin('site.internal.example'), {}, 'doubtful', /site\.internal\.example/],
  ['no origin', { origin: null }, {}, 'doubtful', /no origin/],
  ['the folder of an origin path', origin(own, '/current'), { prefix: 'current/' }, 'right', null],
  ['another folder', origin(own, '/current'), {}, 'wrong', /at s3:\/\/storefront-production-site\/current\//],
  ['a site below a path', {}, { url: 'https://shop.example/shop', prefix: 'shop/' }, 'right', null],
  ['a site below a path, in the root', {}, { url: 'https://shop.example/shop' }, 'wrong', /\/shop\//],
  [
    'a site below a path that a function takes away',
    { rewritesRequests: true },
    { url: 'https://shop.example/shop' },
    'right',
    null,
  ],
  [
    'origin path and path',
    origin(own, '/v2'),
    { url: 'https://shop.example/shop', prefix: 'v2/shop/' },
    'right',
    null,
  ],
  ['its name by a wildcard', { aliases: ['*.example'] }, {}, 'right', null],
  ['its own name of CloudFront', { aliases: [] }, { url: 'https://d1.cloudfront.net' }, 'right', null],
  ['another name', { aliases: ['staging.shop.example'] }, {}, 'doubtful', /staging\.shop\.example/],
])('a distribution that serves %s', (_what, change, set, fit, why) => {
  const found = judgeOrigin({ ...distributionValue, ...change }, { ...frontend, ...set })
  expect(found.fit).toBe(fit)
  expect(found.fit === 'right' ? '' : found.why).toMatch(why ?? /^$/)
})
