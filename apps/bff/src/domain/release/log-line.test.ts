import { expect, test } from 'vitest'
import { lineLevel, shownLine } from './log-line.ts'

test('colours, control characters and what is longer than 500 characters are left out', () => {
  expect(shownLine('\u001B[31mred\u001B[0m\u0000 and\tplain\r\n')).toBe('red and\tplain')
  expect(shownLine('x'.repeat(600))).toBe(`${'x'.repeat(500)}…`)
})

test.each([
  ['{"level":"error","msg":"no"}', 'error'],
  ['{"level":60,"msg":"no"}', 'error'],
  ['2026-11-20 FATAL cannot connect', 'error'],
  ['{"level":"warn","msg":"slow"}', 'warning'],
  ['GET /errors 200', 'info'],
] as const)('%s is an %s', (line, level) => expect(lineLevel(line)).toBe(level))
