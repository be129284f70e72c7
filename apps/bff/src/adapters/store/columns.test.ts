import { expect, test } from 'vitest'
import { toJson, toText } from './columns.ts'

test.each([
  ['plain values', { text: 'fine \u{1f4a9}', number: 1, none: null, list: [true] }],
  ['a backslash before what only looks like an escape', { path: 'C:\\u0000\\ud800' }],
])('%s are written as they are', (_name, value) => {
  expect(JSON.parse(toJson(value))).toEqual(value)
})

test('characters that the database refuses are replaced, and nothing else', () => {
  expect(JSON.parse(toJson({ seen: ['a\u0000b', { deep: 'c\ud800d' }], kept: 'é\n' }))).toEqual({
    seen: ['a\ufffdb', { deep: 'c\ufffdd' }],
    kept: 'é\n',
  })
  expect(toText('a\u0000\udfff')).toBe('a\ufffd\ufffd')
})
