import { expect, it } from 'vitest'
import type { Observation } from '../observation.ts'
import { check } from '../testing/check.ts'
import {
  absent,
  entryValue,
  htmlValue,
  read,
  site,
  unreadable,
  version,
  versionFileValue,
} from '../testing/drift-fixture.ts'

const page = (cacheControl: string | null) => ({ edge: site({ html: read({ ...htmlValue, cacheControl }) }) })
const file = (cacheControl: string | null) => ({
  edge: site({ versionFile: read({ ...versionFileValue, cacheControl }) }),
})
const asset = (cacheControl: string | null) => ({
  edge: site({ entry: read({ ...entryValue, cacheControl }) }),
})

it.each<[string, Partial<Observation>, string]>([
  ['a short page and immutable assets', {}, 'ok'],
  ['a page that must be asked for', page('no-cache'), 'ok'],
  ['a page kept exactly as long as allowed', page('max-age=60'), 'ok'],
  ['a page kept a second longer', page('public, max-age=61'), 'fail'],
  ['a page that the edge keeps longer than browsers', page('max-age=0, s-maxage=3600'), 'fail'],
  ['a page without header', page(null), 'fail'],
  ['a page without an age', page('public'), 'fail'],
  ['a version.txt kept long', file('max-age=86400'), 'fail'],
  ['assets that are not immutable', asset('public, max-age=31536000'), 'warn'],
  ['assets kept shortly', asset('max-age=60, immutable'), 'warn'],
  ['assets without header', asset(null), 'warn'],
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
    'A release would reach users late: the page may be kept for 1 d.',
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
