import { expect, test } from 'vitest'
import { unstorableTexts } from './storable-text.ts'

test.each([
  ['plain text', 'because it broke\n\tat night'],
  ['letters outside the basic plane', '\u{1f4a9} \u202e \u200d'],
  ['values that are not text', { limit: 1, none: null, list: [true] }],
])('%s can be stored', (_name, value) => {
  expect(unstorableTexts(value)).toEqual([])
})

test('NUL and half surrogate pairs are named with the place where they stand', () => {
  const issues = unstorableTexts({
    reason: 'a\u0000b',
    overrides: [{ reason: 'fine' }, { reason: '\ud800' }],
  })
  expect(issues.map(({ path }) => path)).toEqual([['reason'], ['overrides', '1', 'reason']])
})
