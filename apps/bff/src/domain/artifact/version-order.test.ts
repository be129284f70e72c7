import { expect, it } from 'vitest'
import { olderVersion, sortVersions } from './version-order.ts'

it.each([
  ['v20250929-101500', 'v20250930-090000'],
  ['v20250929-101459', 'v20250929-101500'],
  ['staging/622d2103-20250820-124500', 'staging/0a1b2c3d-20250821-080000'],
  ['20250929101500', '20250930101500'],
  ['1.9.9', '1.10.0'],
  ['v1.2.3', '1.2.4'],
  ['1.4.0-rc.1', '1.4.0'],
  ['1.4.0-rc.9', '1.4.0-rc.10'],
  ['1.4.0-alpha', '1.4.0-beta'],
  ['v1.4.0-rc.2', 'v1.4.1-rc.1'],
  ['2026.01.05', '2026.10.01'],
  ['1.9', '1.10'],
  ['1.4.2.9', '1.4.2.10'],
])('%s is older than %s', (older, newer) => {
  expect(olderVersion(older, newer)).toBe(older)
  expect(olderVersion(newer, older)).toBe(older)
})

it.each([
  ['v20250929-101500', '1.4.2'],
  ['main', 'v1.0.0'],
  ['1.4.2', 'v1.4.2'],
  ['abc', 'abd'],
  ['7', '8'],
])('does not say which of %s and %s is older', (a, b) => {
  expect(olderVersion(a, b)).toBeNull()
})

it('orders a mixed list, versions as versions', () => {
  expect(['1.10.0', 'main', '1.9.0', 'v20250929-101500', '1.10.0-rc.1'].toSorted(sortVersions)).toEqual([
    'main',
    '1.9.0',
    '1.10.0-rc.1',
    '1.10.0',
    'v20250929-101500',
  ])
})
