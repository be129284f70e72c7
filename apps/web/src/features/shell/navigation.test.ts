import { expect, test } from 'vitest'
import { isCurrent } from './navigation.ts'

test.each([
  ['/', '/', true],
  ['/', '/applications/shop/environments/production', true],
  ['/', '/releases', false],
  ['/releases', '/releases/r1', true],
  ['/audit', '/', false],
])('%s is current on %s: %s', (to, pathname, expected) => {
  expect(isCurrent(to, pathname)).toBe(expected)
})
