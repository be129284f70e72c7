import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { createPaint, createWriter, plain, wrap } from './output.ts'

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

const systemError = (code: string, errno: number) => Object.assign(new Error(code), { code, errno })

it.each([
  ['at once, as a file does', true],
  ['later, as a pipe does', false],
])('says once why nothing can be written, told %s', (_how, isThrown) => {
  const stream = Object.assign(new EventEmitter(), {
    write: () => {
      if (isThrown) throw systemError('ENOSPC', -28)
      return true
    },
  })
  const told: string[] = []
  const write = createWriter(stream, (why) => told.push(why))
  write('a')
  if (!isThrown) stream.emit('error', systemError('ENOSPC', -28))
  write('b')
  expect(told).toEqual(['no space left on device'])
})

it('takes a reader that has seen enough for no failure', () => {
  const stream = Object.assign(new EventEmitter(), { write: () => true })
  const told: string[] = []
  createWriter(stream, (why) => told.push(why))
  stream.emit('error', systemError('EPIPE', -32))
  expect(told).toEqual([])
})
