import { expect, it } from 'vitest'
import { isImmutableTag, olderVersion } from './versions.ts'

it.each([
  ['v20250929-101500', 'v20250930-090000', 'v20250929-101500'],
  ['v20250929-101500', 'v20250929-101459', 'v20250929-101459'],
  [
    'staging/622d2103-20250820-124500',
    'staging/0a1b2c3d-20250821-080000',
    'staging/622d2103-20250820-124500',
  ],
  ['1.10.0', '1.9.9', '1.9.9'],
  ['v1.2.3', '1.2.4', 'v1.2.3'],
])('finds the older of %s and %s', (a, b, older) => {
  expect(olderVersion(a, b)).toBe(older)
  expect(olderVersion(b, a)).toBe(older)
})

it.each([
  ['v20250929-101500', '1.4.2'],
  ['main', 'v1.0.0'],
  ['1.4.2', '1.4.2'],
  ['abc', 'abd'],
])('does not order %s and %s', (a, b) => {
  expect(olderVersion(a, b)).toBeNull()
})

it('takes a tag for immutable only when it matches the pattern and is no moving name', () => {
  const environment = { versionPattern: String.raw`^v\d{8}-\d{6}$` }
  expect(isImmutableTag('v20250929-101500', environment)).toBe(true)
  expect(isImmutableTag('v20250929', environment)).toBe(false)
  expect(isImmutableTag('Latest', { versionPattern: '.' })).toBe(false)
})
