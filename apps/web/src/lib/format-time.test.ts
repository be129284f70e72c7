import { describe, expect, test } from 'vitest'
import { formatAge, formatRelativeTime } from './format-time.ts'

const now = Date.parse('2026-11-20T12:00:00.000Z')
const before = (seconds: number) => new Date(now - seconds * 1000).toISOString()

describe('formatRelativeTime', () => {
  test.each([
    [2, 'just now'],
    [-3, 'just now'],
    [12, '12 s ago'],
    [250, '4 min ago'],
    [7300, '2 h ago'],
    [3 * 86_400, '3 d ago'],
    [-250, 'in 4 min'],
  ])('%d seconds before now reads %s', (seconds, text) => {
    expect(formatRelativeTime(before(seconds), now)).toBe(text)
  })

  test('a moment over a month away reads as its date', () => {
    expect(formatRelativeTime(before(40 * 86_400), now)).toBe('11 Oct 2026')
  })
})

describe('formatAge', () => {
  test.each([
    [0, '0 s'],
    [59, '59 s'],
    [250, '4 min'],
    [8040, '2 h 14 min'],
    [7200, '2 h'],
    [277_200, '3 d 5 h'],
    [-10, '0 s'],
  ])('%d seconds read %s', (seconds, text) => {
    expect(formatAge(before(seconds), now)).toBe(text)
  })
})
