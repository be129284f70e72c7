import { expect, test } from 'vitest'
import { formatAfter } from './format-after.ts'

const from = '2026-11-20T12:00:00.000Z'

test.each([
  ['2026-11-20T12:00:00.040Z', 'after 40 ms'],
  ['2026-11-20T12:00:03.420Z', 'after 3.4 s'],
  ['2026-11-20T12:01:03.000Z', 'after 1 min 3 s'],
  ['2026-11-20T11:59:59.000Z', 'after 0 ms'],
])('until %s it is %s', (to, text) => {
  expect(formatAfter(from, to)).toBe(text)
})
