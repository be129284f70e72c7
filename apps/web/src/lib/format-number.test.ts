import { expect, test } from 'vitest'
import { formatMilliseconds, formatPercent, formatShare, plural } from './format-number.ts'

test.each([
  [0, '0 %'],
  [0.084, '0.08 %'],
  [1.44, '1.4 %'],
  [23.4, '23 %'],
])('%d percent is written as %s', (value, text) => {
  expect(formatPercent(value)).toBe(text)
})

test.each([
  [380.4, '380 ms'],
  [1250, '1.25 s'],
  [2000, '2 s'],
])('%d milliseconds are written as %s', (value, text) => {
  expect(formatMilliseconds(value)).toBe(text)
})

test('a count of one takes the singular', () => {
  expect([plural(0, 'task'), plural(1, 'task'), plural(1200, 'task')]).toEqual([
    '0 tasks',
    '1 task',
    '1,200 tasks',
  ])
})

test.each([
  [10, '10 %'],
  [12.5, '12.5 %'],
  [0.25, '0.25 %'],
  [33.333, '33.33 %'],
])('a share of %d keeps its decimals as %s', (value, text) => {
  expect(formatShare(value)).toBe(text)
})
