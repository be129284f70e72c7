import { expect, it } from 'vitest'
import { isRefused, type LoadedAs } from './content-type.ts'

it.each<[LoadedAs, string | null, boolean, boolean]>([
  ['page', 'text/html', true, false],
  ['page', 'application/xhtml+xml', false, false],
  ['page', 'binary/octet-stream', false, true],
  ['page', 'text/plain', false, true],
  ['page', null, false, false],
  ['page', null, true, true],
  ['module', 'text/javascript', true, false],
  ['module', 'application/javascript', false, false],
  ['module', 'application/x-javascript', false, false],
  ['module', 'text/plain', false, true],
  ['module', 'application/json', false, true],
  ['module', 'binary/octet-stream', false, true],
  ['module', null, false, true],
  ['script', 'text/plain', false, false],
  ['script', 'binary/octet-stream', false, false],
  ['script', null, false, false],
  ['script', 'image/png', false, true],
  ['script', 'text/plain', true, true],
  ['script', 'application/javascript', true, false],
  ['style', 'text/css', true, false],
  ['style', 'text/plain', false, true],
  ['style', null, false, false],
])('as %s, %s (nosniff %s) is refused: %s', (as, contentType, isNoSniff, expected) => {
  expect(isRefused('assets/file', { contentType, isNoSniff }, as)).toBe(expected)
})

it('lets a script import what is no script', () => {
  expect(isRefused('assets/words.json', { contentType: 'application/json' }, 'module')).toBe(false)
})
