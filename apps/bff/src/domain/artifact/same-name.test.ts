import { expect, it } from 'vitest'
import { isSameName } from './same-name.ts'

const commit = '622d2103f0a1b2c3d4e5f60718293a4b5c6d7e8f'

it.each([
  ['1.4.0', 'v1.4.0'],
  [commit, '622d210'],
  [commit, '622D2103'],
  [commit, 'sha-622d210'],
  [`sha-${commit}`, commit],
  ['1.4.2+abc1234', '1.4.2_abc1234'],
  ['v1.4.2+abc1234', '1.4.2-abc1234'],
  ['1.4.2-rc.1+7', '1.4.2-rc.1_7'],
])('%s and %s are one name', (a, b) => {
  expect(isSameName(a, b)).toBe(true)
  expect(isSameName(b, a)).toBe(true)
})

it.each([
  ['1.4.0', '1.4.01'],
  ['version', 'ersion'],
  [commit, '622d211'],
  // Six digits are too few to be a commit.
  [commit, '622d21'],
  // Neither is whole: one date and the beginning of another, or two commits.
  ['20261130', '202611301200'],
  ['622d210', '622d2103'],
  ['1.4.2+abc1234', '1.4.2'],
  ['1.4.2+abc1234', '1.4.2+abc1235'],
  ['1.4.2-abc1234', '1.4.2_abc1234'],
  ['a+b', 'a-b'],
])('%s and %s are two', (a, b) => {
  expect(isSameName(a, b)).toBe(false)
  expect(isSameName(b, a)).toBe(false)
})
