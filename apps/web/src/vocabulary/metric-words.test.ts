import { expect, test } from 'vitest'
import { limitText } from './metric-words.ts'

test.each([
  [0.05, 'percent', '0.05 %'],
  [0.221, 'percent', '0.221 %'],
  [2000, 'milliseconds', '2 s'],
  [1250, 'milliseconds', '1.25 s'],
  [1251, 'milliseconds', '1,251 ms'],
  [0.5, 'milliseconds', '0.5 ms'],
  [12_480, 'count', '12,480'],
] as const)('a limit of %d %s reads %s', (limit, unit, text) => {
  expect(limitText(limit, unit)).toBe(text)
})
