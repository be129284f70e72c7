import { expect, test } from 'vitest'
import { page } from './paging.ts'

test('pages follow each other by their tokens and together are the whole', () => {
  const all = [1, 2, 3, 4, 5]
  const first = page(all, undefined, 2)
  const second = page(all, first.nextToken, 2)
  const third = page(all, second.nextToken, 2)
  expect([first.items, second.items, third.items]).toEqual([[1, 2], [3, 4], [5]])
  expect(third.nextToken).toBeUndefined()
})

test('a last page that is just full has no token', () => {
  expect(page([1, 2], undefined, 2).nextToken).toBeUndefined()
})

test.each(['', '!!', 'LTE', 'MS41', 'YWJj'])(
  'the token "%s" is refused with the code of the service',
  (token) => {
    expect(() => page([1], token, 1, 'InvalidNextToken')).toThrow(
      expect.objectContaining({ code: 'InvalidNextToken' }),
    )
  },
)
