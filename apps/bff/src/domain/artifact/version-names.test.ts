import { expect, it } from 'vitest'
import { isImmutableTag, isVersionOf, versionNames } from './version-names.ts'

it('takes a tag for immutable only when it matches the pattern and is no moving name', () => {
  const naming = { versionPattern: String.raw`^v\d{8}-\d{6}$` }
  expect(isImmutableTag('v20250929-101500', naming)).toBe(true)
  expect(isImmutableTag('v20250929', naming)).toBe(false)
  expect(isImmutableTag('Latest', { versionPattern: '.' })).toBe(false)
})

it.each([
  ['1.4.0-rc.1', ['1.4.0', '1.4.0-rc.1'], true],
  ['1.4.0', ['v1.4.0'], true],
  ['v1.4.0', ['1.4.0'], true],
  ['hotfix-7', ['v1.4.0', 'hotfix-7'], true],
  ['1.4.0-rc.1', ['1.4.0'], false],
  ['1.4.0', ['1.4.01'], false],
  ['version', ['ersion'], false],
  ['latest', ['latest'], false],
  ['1.4.0', [], false],
])('%s names an image that bears %j: %s', (name, names, named) => {
  expect(isVersionOf(name, names)).toBe(named)
})

it('puts versions that the pattern knows first, the newest of them before older ones, and leaves out moving names', () => {
  const naming = { versionPattern: String.raw`^\d+\.\d+\.\d+` }
  expect(versionNames(['latest', 'sha-1', '1.9.0', '1.10.0-rc.1', '1.10.0'], naming)).toEqual([
    '1.10.0',
    '1.10.0-rc.1',
    '1.9.0',
    'sha-1',
  ])
})
