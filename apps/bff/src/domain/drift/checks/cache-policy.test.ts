import { expect, it } from 'vitest'
import type { Observation, SiteObservation } from '../observation.ts'
import { check } from '../testing/check.ts'
import {
  absent,
  distributionValue,
  entryValue,
  htmlValue,
  read,
  site,
  unreadable,
  usualLimits,
  version,
  versionFileValue,
} from '../testing/drift-fixture.ts'

const page = (cacheControl: string | null) => ({ edge: site({ html: read({ ...htmlValue, cacheControl }) }) })
const expiring = (expiresSeconds: number) => ({
  edge: site({ html: read({ ...htmlValue, cacheControl: null, expiresSeconds }) }),
})
const keeping = (minimum: number) => {
  const limits = { ...usualLimits, minimum }
  return {
    distribution: read({ ...distributionValue, caching: read({ page: limits, versionFile: limits }) }),
  }
}
const keepingUnread = { distribution: read({ ...distributionValue, caching: unreadable }) }
const file = (cacheControl: string | null) => ({
  edge: site({ versionFile: read({ ...versionFileValue, cacheControl }) }),
})
const asset = (cacheControl: string | null, path = entryValue.path) => ({
  edge: site({ entry: read({ ...entryValue, path, cacheControl }) }),
})
const forGood = 'public, max-age=31536000, immutable'

it.each<[string, Partial<Observation>, string]>([
  ['a short page and immutable assets', {}, 'ok'],
  ['a page that must be asked for', page('no-cache'), 'ok'],
  ['a page kept exactly as long as allowed', page('max-age=60'), 'ok'],
  ['a page kept a second longer', page('public, max-age=61'), 'fail'],
  ['a page that the edge keeps longer than browsers', page('max-age=0, s-maxage=3600'), 'fail'],
  ['a page without header', page(null), 'fail'],
  ['a page without an age', page('public'), 'fail'],
  ['a page that only browsers keep', page('private, max-age=31536000'), 'fail'],
  ['a page that no cache keeps', page('private, no-store'), 'ok'],
  ['a page by its Expires', expiring(3600), 'fail'],
  ['a page that has expired', expiring(0), 'ok'],
  ['a distribution that keeps all for a day', keeping(86_400), 'fail'],
  ['a distribution that keeps all for a second', keeping(1), 'ok'],
  ['a distribution whose cache policy could not be read', keepingUnread, 'unknown'],
  ['an unreadable distribution', { distribution: unreadable }, 'unknown'],
  ['a version.txt kept long', file('max-age=86400'), 'fail'],
  ['assets that are not immutable', asset('public, max-age=31536000'), 'warn'],
  ['assets kept shortly', asset('max-age=60, immutable'), 'warn'],
  ['assets without header', asset(null), 'warn'],
  ['a script without a hash that is asked for', asset('no-cache', 'assets/app.js'), 'ok'],
  ['a script without a hash that is kept for good', asset(forGood, 'assets/app.js'), 'warn'],
  ['a script without a hash and without header', asset(null, 'assets/app.js'), 'warn'],
  ['a name that may hold a hash, kept for good', asset(forGood, 'assets/index-DiwrgTda.js'), 'ok'],
  ['a hash without a vowel, kept for good', asset(forGood, 'assets/index-rxrphrr9.js'), 'ok'],
  ['a name that may hold a hash, kept shortly', asset('max-age=60', 'assets/index-DiwrgTda.js'), 'ok'],
  ['no page', { edge: site({ html: absent }) }, 'fail'],
  ['no entry script', { edge: site({ entry: absent }) }, 'warn'],
  ['an unreadable page', { edge: site({ html: unreadable }) }, 'unknown'],
  ['an unreadable asset', { edge: site({ entry: unreadable }) }, 'unknown'],
  ['an unreadable version.txt', { edge: site({ versionFile: unreadable }) }, 'unknown'],
])('with %s', (_what, change, status) => {
  expect(check('cache-policy', change).status).toBe(status)
})

it('says how long users may see an old page', () => {
  expect(check('cache-policy', page('max-age=86400')).sentence).toBe(
    'A release would reach users late: the page may be kept for 1 d, by browsers too, which no invalidation reaches.',
  )
})

it('invalidates when the bucket says it right, else publishes the frontend of the bucket again', () => {
  const wrong = page('max-age=86400')
  expect(check('cache-policy', wrong).remedy).toMatchObject({ kind: 'invalidate' })
  expect(check('cache-policy', { ...wrong, bucket: wrong.edge }).remedy).toMatchObject({
    kind: 'deploy',
    scope: 'frontend',
    version,
  })
})

it('tells what browsers keep from what the edge keeps, and what an invalidation does not reach', () => {
  expect(check('cache-policy', page('private, max-age=31536000')).sentence).toBe(
    'A release would reach users late: the page may be kept for 365 d by browsers, which no invalidation reaches.',
  )
  expect(check('cache-policy', page('max-age=0, s-maxage=3600')).sentence).toBe(
    'A release would reach users late: the page may be kept for 1 h by the edge, unless it is invalidated.',
  )
  const minimum = check('cache-policy', keeping(86_400))
  expect(minimum.sentence).toContain('the edge keeps the page for 1 d whatever its header says')
  expect(minimum.remedy).toMatchObject({ kind: 'instructions', label: 'Lower the minimum at the edge' })
})

const fileWith = (cacheControl: string | null) =>
  site({
    entry: read({
      ...entryValue,
      declared: {
        file: 'config.js',
        key: 'apiUrl',
        state: 'read',
        values: ['https://api.shop.example'],
        headers: { cacheControl, lastModified: null },
      },
    }),
  })
const workerWith = (cacheControl: string | null, loadedBy: string | null = null) =>
  site({
    entry: read({
      ...entryValue,
      serviceWorkers: [
        {
          path: loadedBy === null ? 'sw.js' : 'push.js',
          loadedBy,
          headers: { cacheControl, lastModified: null },
        },
      ],
    }),
  })
const recordWith = (cacheControl: string | null) =>
  site({ entry: read({ ...entryValue, recordHeaders: { cacheControl, lastModified: null } }) })

it.each<[string, SiteObservation, string, RegExp]>([
  [
    'the file with the address for good',
    fileWith('max-age=31536000,immutable'),
    'fail',
    /config\.js may be kept for/,
  ],
  ['the file with the address shortly', fileWith('no-cache'), 'ok', /cached shortly/],
  ['the file with the address for nobody knows how long', fileWith(null), 'warn', /config\.js/],
  [
    'the record for good',
    recordWith('max-age=31536000,immutable'),
    'warn',
    /lockstep-build\.json may be kept/,
  ],
  [
    'a service worker for good at the edge',
    workerWith('max-age=31536000,immutable'),
    'warn',
    /edge may keep the service worker sw\.js for 365 d unless it is invalidated/,
  ],
  ['a service worker for a day by the distribution', workerWith(null), 'warn', /service worker sw\.js/],
  ['a service worker shortly', workerWith('no-cache'), 'ok', /cached shortly/],
  // Browsers do not take the worker itself out of their cache.
  ['a service worker in browsers alone', workerWith('max-age=86400,s-maxage=0'), 'ok', /cached shortly/],
  [
    'what a service worker loads in browsers',
    workerWith('max-age=86400,s-maxage=0', 'sw.js'),
    'warn',
    /Browsers may keep push\.js, which the service worker sw\.js loads/,
  ],
  ['the record shortly', recordWith('max-age=60'), 'ok', /cached shortly/],
  ['the record, by no header', recordWith(null), 'ok', /cached shortly/],
])('judges what keeps %s', (_what, kept, status, says) => {
  const found = check('cache-policy', { edge: kept, bucket: kept })
  expect(found).toMatchObject({ status, sentence: expect.stringMatching(says) })
})

it('says to store the file with the address anew where the bucket has it kept too long as well', () => {
  const kept = fileWith('max-age=31536000,immutable')
  expect(check('cache-policy', { edge: kept, bucket: kept }).remedy).toMatchObject({
    kind: 'instructions',
    label: 'Give config.js a short age',
  })
})

it('forgets everything at the edge where only that keeps the file with the address', () => {
  const change = { edge: fileWith('max-age=31536000'), bucket: fileWith('no-cache') }
  expect(check('cache-policy', change)).toMatchObject({
    status: 'fail',
    remedy: { kind: 'invalidate', mode: 'full' },
  })
})
