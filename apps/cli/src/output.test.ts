import { expect, it } from 'vitest'
import { createPaint, plain, wrap } from './output.ts'

it('paints only on a terminal without NO_COLOR', () => {
  expect(createPaint(true, {})('drift', 'red')).toBe('\u001B[31mdrift\u001B[0m')
  expect(createPaint(true, { NO_COLOR: '1' })('drift', 'red')).toBe('drift')
  expect(createPaint(false, {})('drift', 'red')).toBe('drift')
})

it('takes out what would command the terminal', () => {
  expect(plain('a\u001B[2Jb\nc\u009B')).toBe('a�[2Jb�c�')
})

it('wraps at blanks and keeps long words whole', () => {
  expect(wrap('one two three', 7)).toEqual(['one two', 'three'])
  expect(wrap('https://a.very.long.address x', 5)).toEqual(['https://a.very.long.address', 'x'])
})
