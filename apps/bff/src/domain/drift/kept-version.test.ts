import { expect, it } from 'vitest'
import { check } from './testing/check.ts'
import { entryValue, read, site } from './testing/drift-fixture.ts'

const unaccepted = ['a.js', 'b.js', 'c.js', 'd.js'].map((path) => `${path} is not there`)
const refusing = site({ entry: read({ ...entryValue, unaccepted }) })

it('warns that users keep the version before, and has the hash table made last', () => {
  expect(check('site-files', { edge: refusing, bucket: refusing })).toMatchObject({
    status: 'warn',
    sentence:
      "All 3 scripts that the page leads to are there, but Angular's service worker does not take this version: a.js is not there, b.js is not there, c.js is not there, and 1 more. Users who have it keep the version before.",
    remedy: { kind: 'instructions', label: 'Make ngsw.json last' },
  })
})

it('lets the edge go of everything where the bucket fits', () => {
  expect(check('site-files', { edge: refusing })).toMatchObject({
    status: 'warn',
    sentence: expect.stringContaining('this version at the edge: a.js'),
    remedy: { kind: 'invalidate', mode: 'full' },
  })
})

it('calls a site ok without any of it', () => {
  expect(check('site-files').status).toBe('ok')
})
