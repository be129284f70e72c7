import { expect, test } from 'vitest'
import { formatCountdown, secondsUntil } from './format-countdown.ts'

test('a countdown keeps its width while it counts', () => {
  expect(formatCountdown(249)).toBe('04:09')
  expect(formatCountdown(9)).toBe('00:09')
  expect(formatCountdown(7449)).toBe('2:04:09')
  expect(formatCountdown(529_200)).toBe('6 d 03:00 h')
})

test('what is over reads zero, and a begun second counts', () => {
  expect(formatCountdown(-3)).toBe('00:00')
  expect(formatCountdown(0.2)).toBe('00:01')
})

test('the distance to a moment is negative once it is past', () => {
  expect(secondsUntil('2026-11-20T12:00:10.000Z', Date.parse('2026-11-20T12:00:00.000Z'))).toBe(10)
  expect(secondsUntil('2026-11-20T12:00:00.000Z', Date.parse('2026-11-20T12:00:10.000Z'))).toBe(-10)
})
