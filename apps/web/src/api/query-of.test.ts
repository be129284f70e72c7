import { expect, test } from 'vitest'
import { queryOf } from './query-of.ts'

test('empty values stay away and numbers become text', () => {
  expect(queryOf({ search: '', sort: 'size', limit: 5 }, null)).toEqual({ sort: 'size', limit: '5' })
})

test('the cursor goes on where the page before ended', () => {
  expect(queryOf({}, 'abc')).toEqual({ cursor: 'abc' })
})
