import { expect, test } from 'vitest'
import { readDocument } from './document.ts'

test.each([
  ['an alias that stands in itself', 'a: &a [*a]\n', 1, 'an alias refers to what it stands in'],
  ['a merge with itself', 'a: &a {<<: *a}\n', 1, 'an alias refers to what it stands in'],
  ['two documents', 'a: 1\n---\nb: 2\n', 2, 'a second document begins here; write one'],
  ['a file nested without end', `a: ${'['.repeat(20_000)}`, 1, 'nested too deep'],
])('%s is refused with its line, in words', (_name, source, line, message) => {
  const { errors } = readDocument('lockstep.yaml', source)
  expect(errors[0]).toMatchObject({ file: 'lockstep.yaml', line, message })
  expect(errors.length).toBeLessThanOrEqual(5)
})

test('aliases that end are followed', () => {
  expect(readDocument('lockstep.yaml', 'a: &a {x: 1}\nb: *a\n')).toMatchObject({
    value: { a: { x: 1 }, b: { x: 1 } },
    errors: [],
  })
})
