import { expect, it } from 'vitest'
import type { Observation } from './observation.ts'
import { check } from './testing/check.ts'
import {
  absent,
  distributionValue,
  environment,
  htmlValue,
  read,
  site,
  unreadable,
} from './testing/drift-fixture.ts'

const refused = { ...absent, status: 403 }
const nothingServed = site({ html: refused, versionFile: refused, entry: refused })
const pageRefused = site({ html: refused, entry: refused })
const withoutRoot = read({ ...distributionValue, defaultRootObject: '' })
const listing = { ...htmlValue, contentType: 'application/xml', buildVersion: null, entryPath: null }
const list = site({ html: read(listing) })

it.each<[string, Partial<Observation>, RegExp, string]>([
  ['no root object', { edge: pageRefused, distribution: withoutRoot }, /no default root/, 'default root'],
  ['a list in its place', { edge: list, distribution: withoutRoot }, /list of the bucket/, 'default root'],
  [
    'another root object',
    { edge: pageRefused, distribution: read({ ...distributionValue, defaultRootObject: 'home.html' }) },
    /root object is home\.html/,
    'default root',
  ],
  ['nothing to be read', { edge: nothingServed }, /does not let CloudFront read/, 'read the bucket'],
  [
    'nothing to be read by anybody',
    { edge: nothingServed, bucket: site({ html: unreadable, versionFile: unreadable, entry: unreadable }) },
    /403, access denied/,
    'read the bucket',
  ],
  ['an unreadable distribution', { edge: pageRefused, distribution: unreadable }, /403/, 'default root'],
])('says what is in the way of the page with %s, and never to invalidate', (_what, change, says, label) => {
  const stale = check('edge-stale', change)
  expect(stale).toMatchObject({ status: 'fail', sentence: expect.stringMatching(says) })
  expect(stale.remedy).toMatchObject({ kind: 'instructions', label: expect.stringContaining(label) })
  const others = (['version-match', 'endpoint-match', 'site-files', 'deploy-skew', 'cache-policy'] as const)
    .map((id) => check(id, change))
    .flatMap(({ id, status, remedy }) => (status === 'fail' ? [[id, remedy?.kind]] : []))
  expect(others).toEqual(others.map(([id]) => [id, 'instructions']))
})

it('looks for the page of a folder where nothing adds its name', () => {
  const frontend = { ...environment.frontend, url: 'https://shop.example/shop/', prefix: 'shop/' }
  const stale = (change: Partial<Observation>) =>
    check('edge-stale', { edge: pageRefused, ...change }, { frontend })
  expect(stale({})).toMatchObject({
    sentence: expect.stringContaining('only at its root, and not in /shop/'),
    remedy: { kind: 'instructions' },
  })
  const withFunction = read({ ...distributionValue, rewritesRequests: true })
  expect(stale({ distribution: withFunction }).sentence).not.toContain('only at its root')
})

it('invalidates what the edge alone does not know, and publishes what the bucket does not hold', () => {
  const gone = { ...absent, status: 404 }
  expect(check('edge-stale', { edge: site({ html: gone }) })).toMatchObject({
    sentence: expect.stringContaining('serves no page (404, not found)'),
    remedy: { kind: 'invalidate' },
  })
  const empty = site({ html: absent, entry: absent })
  expect(check('edge-stale', { edge: nothingServed, bucket: empty })).toMatchObject({
    sentence: expect.stringContaining('the bucket holds no index.html'),
    remedy: { kind: 'deploy' },
  })
})

it('has nothing against a site whose function leads to the page', () => {
  const change = read({ ...distributionValue, defaultRootObject: '', rewritesRequests: true })
  expect(check('edge-stale', { distribution: change }).status).toBe('ok')
  expect(check('edge-stale', { distribution: withoutRoot }).status).toBe('ok')
})
