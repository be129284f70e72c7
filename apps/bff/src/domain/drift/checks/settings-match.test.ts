import { expect, it } from 'vitest'
import type { Observation } from '../observation.ts'
import { check } from '../testing/check.ts'
import { absent, entryValue, olderVersion, read, site, unreadable } from '../testing/drift-fixture.ts'

const holding = (settings: Record<string, string>, forbidden: string[] = []) =>
  site({ entry: read({ ...entryValue, settings: { ...entryValue.settings, ...settings }, forbidden }) })
const without = site({ entry: read({ ...entryValue, settings: {} }) })

it.each<[string, Partial<Observation>, string]>([
  ['every setting as declared', {}, 'ok'],
  ['another value at the edge', { edge: holding({ VITE_REGION: 'us-east-1' }) }, 'fail'],
  ['another value in the bucket', { bucket: holding({ VITE_REGION: 'us-east-1' }) }, 'fail'],
  ['the version of another build', { edge: holding({ VITE_BUILD_VERSION: olderVersion }) }, 'fail'],
  ['an empty value where any would do', { edge: holding({ VITE_BUILD_TIME: '' }) }, 'fail'],
  ['settings that are not there', { edge: without }, 'fail'],
  ['a forbidden value', { edge: holding({}, ['localhost']) }, 'fail'],
  ['no entry script', { bucket: site({ entry: absent }) }, 'fail'],
  ['an unreadable script', { edge: site({ entry: unreadable }) }, 'unknown'],
  ['an unreadable script and a wrong one', { edge: site({ entry: unreadable }), bucket: without }, 'fail'],
])('with %s', (_what, change, status) => {
  expect(check('settings-match', change).status).toBe(status)
})

it('names each wrong setting once, and the forbidden value', () => {
  const wrong = holding({ VITE_REGION: 'us-east-1' }, ['localhost'])
  expect(check('settings-match', { edge: wrong, bucket: wrong })).toMatchObject({
    half: 'frontend',
    expected: 'VITE_REGION=eu-west-1, no localhost',
    sentence:
      'The frontend was built with wrong settings: VITE_REGION is us-east-1; it holds localhost, which Production forbids.',
  })
})

it('says so when nothing is declared', () => {
  expect(check('settings-match', {}, { settings: {}, forbiddenValues: [] }).sentence).toContain(
    'No settings are declared',
  )
})

it('does not say that a setting is not there: a build keeps only its value, and that is another one', () => {
  const { sentence } = check('settings-match', { edge: without, bucket: without })
  expect(sentence).toContain('VITE_REGION should be eu-west-1, and no script holds that')
})
