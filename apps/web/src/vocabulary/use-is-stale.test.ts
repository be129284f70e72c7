import { expect, test } from 'vitest'
import { isStale } from './use-is-stale.ts'

const at = (seconds: number) => Date.parse('2026-11-20T12:00:00.000Z') + seconds * 1000
const observed = { observedAt: '2026-11-20T12:00:00.000Z', staleAfterSeconds: 120 }

test('an observation is stale once it is older than the environment allows', () => {
  expect(isStale(observed, at(120))).toBe(false)
  expect(isStale(observed, at(121))).toBe(true)
})

test('what was never observed is not stale', () => {
  expect(isStale({ ...observed, observedAt: null }, at(9_999))).toBe(false)
})
