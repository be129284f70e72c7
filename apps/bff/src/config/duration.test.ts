import { expect, it } from 'vitest'
import { parseDurationSeconds } from './duration.ts'

it.each([
  ['20s', 20],
  ['15m', 900],
  ['1h', 3600],
  ['7d', 604_800],
  ['1h30m', 5400],
  ['0s', 0],
])('reads %s as %d seconds', (text, seconds) => {
  expect(parseDurationSeconds(text)).toBe(seconds)
})

it.each(['', '20', '1.5h', '-1s', '1w', ' 1s', '1 h'])('takes "%s" for no duration', (text) => {
  expect(parseDurationSeconds(text)).toBeNull()
})
