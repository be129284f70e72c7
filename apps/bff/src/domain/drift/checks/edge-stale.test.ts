import { expect, it } from 'vitest'
import type { Observation } from '../observation.ts'
import { check } from '../testing/check.ts'
import {
  absent,
  distributionValue,
  entryValue,
  environment,
  htmlValue,
  observe,
  olderVersion,
  read,
  site,
  unreadable,
  version,
  versionFileValue,
} from '../testing/drift-fixture.ts'

const distribution = observe().distribution
const disabled =
  distribution.state === 'read'
    ? { ...distribution, value: { ...distribution.value, enabled: false } }
    : distribution
const oldHtml = read({ ...htmlValue, buildVersion: olderVersion })

it.each<[string, Partial<Observation>, string, string | undefined]>([
  ['the same at both places', {}, 'ok', undefined],
  ['an old page at the edge', { edge: site({ html: oldHtml }) }, 'fail', 'invalidate'],
  ['a newer page at the edge than in the bucket', { bucket: site({ html: oldHtml }) }, 'fail', 'deploy'],
  [
    'another entry script',
    { edge: site({ html: read({ ...htmlValue, entryPath: 'assets/index-0.js' }) }) },
    'fail',
    'invalidate',
  ],
  [
    'an old version.txt at the edge',
    { edge: site({ versionFile: read({ ...versionFileValue, version: olderVersion }) }) },
    'fail',
    'invalidate',
  ],
  [
    'a version.txt that the edge does not know yet',
    { edge: site({ versionFile: absent }) },
    'fail',
    'invalidate',
  ],
  [
    'no version.txt at all',
    { edge: site({ versionFile: absent }), bucket: site({ versionFile: absent }) },
    'ok',
    undefined,
  ],
  [
    'another page of the same version',
    { edge: site({ html: read({ ...htmlValue, sha256: 'other' }) }) },
    'fail',
    'invalidate',
  ],
  [
    'another entry script of the same name',
    { edge: site({ entry: read({ ...entryValue, sha256: 'other' }) }) },
    'fail',
    'invalidate',
  ],
  ['an entry script that only the bucket has', { edge: site({ entry: absent }) }, 'fail', 'invalidate'],
  [
    'another version.txt of the same version',
    { edge: site({ versionFile: read({ ...versionFileValue, sha256: 'other' }) }) },
    'fail',
    'invalidate',
  ],
  ['an unreadable entry script', { bucket: site({ entry: unreadable }) }, 'unknown', 'instructions'],
  ['a disabled distribution', { distribution: disabled }, 'fail', 'instructions'],
  ['no distribution', { distribution: absent }, 'fail', 'instructions'],
  ['no page at the edge', { edge: site({ html: absent }) }, 'fail', 'invalidate'],
  ['no page in the bucket', { bucket: site({ html: absent }) }, 'fail', 'deploy'],
  ['an unreadable edge', { edge: site({ html: unreadable }) }, 'unknown', 'instructions'],
  [
    'an unreadable bucket',
    { bucket: site({ html: unreadable, versionFile: unreadable, entry: unreadable }) },
    'unknown',
    'instructions',
  ],
  [
    'an unreadable distribution and an old page',
    { distribution: unreadable, edge: site({ html: oldHtml }) },
    'fail',
    'invalidate',
  ],
  ['a running release', { edge: site({ html: oldHtml }), releaseActive: true }, 'warn', undefined],
])('with %s', (_what, change, status, remedy) => {
  const result = check('edge-stale', change)
  expect([result.status, result.remedy?.kind]).toEqual([status, remedy])
})

it('says older only when it is older', () => {
  expect(check('edge-stale', { edge: site({ html: oldHtml }) }).sentence).toContain('serves an older page')
  expect(check('edge-stale', { bucket: site({ html: oldHtml }) })).toMatchObject({
    expected: olderVersion,
    observed: version,
    sentence: expect.stringContaining('serves another page'),
  })
})

it('says that names are the same and contents are not, and lets go of a script by its name', () => {
  const page = check('edge-stale', {
    edge: site({ html: read({ ...htmlValue, sha256: 'abcdef012345678' }) }),
  })
  expect(page).toMatchObject({
    observed: `${version}, content abcdef012345`,
    sentence: `The edge serves another page than the bucket holds, though both are called ${version}: their contents differ, held for 12 s.`,
    remedy: { mode: 'frontend-only' },
  })
  const script = check('edge-stale', { edge: site({ entry: read({ ...entryValue, sha256: 'other' }) }) })
  expect(script.remedy).toMatchObject({ mode: 'full' })
})

it('cannot tell what a Lambda@Edge function writes into pages, until somebody says so', () => {
  const otherPage = { edge: site({ html: read({ ...htmlValue, sha256: 'rewritten' }) }) }
  const withLambda = read({ ...distributionValue, mayRewritePages: true })
  expect(check('edge-stale', { ...otherPage, distribution: withLambda })).toMatchObject({
    status: 'unknown',
    sentence: expect.stringContaining('Lambda@Edge'),
  })
  const declared = { frontend: { ...environment.frontend, rewrittenAtEdge: true } }
  expect(check('edge-stale', { ...otherPage, distribution: withLambda }, declared).status).toBe('ok')
  const otherScript = { edge: site({ entry: read({ ...entryValue, sha256: 'other' }) }) }
  expect(check('edge-stale', otherScript, declared).status).toBe('fail')
})

it('says that the distribution serves another bucket, whatever the contents', () => {
  const origin = { domainName: 'storefront-staging-site.s3.eu-west-1.amazonaws.com', path: '' }
  expect(check('edge-stale', { distribution: read({ ...distributionValue, origin }) })).toMatchObject({
    status: 'fail',
    sentence: expect.stringContaining(
      'serves the bucket storefront-staging-site, not storefront-production-site',
    ),
    remedy: { kind: 'instructions', label: 'Correct the configuration' },
  })
})
