import { expect, it } from 'vitest'
import { count, moment, span } from './words.ts'

it.each([
  [0, '0 s'],
  [59.4, '59 s'],
  [60, '1 min'],
  [95, '1 min 35 s'],
  [3600, '1 h'],
  [7500, '2 h 5 min'],
  [86_400, '1 d'],
  [97_200, '1 d 3 h'],
])('says %d seconds as %s', (seconds, text) => {
  expect(span(seconds)).toBe(text)
})

it('says moments and counts the same everywhere', () => {
  expect(moment('2026-11-20T12:56:59.999Z')).toBe('2026-11-20 12:56 UTC')
  expect([count(1, 'task'), count(0, 'task')]).toEqual(['1 task', '0 tasks'])
})
