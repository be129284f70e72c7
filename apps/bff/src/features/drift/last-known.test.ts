import type { ProblemCode } from '@lockstep/shared-types/problem'
import { expect, test } from 'vitest'
import { absent, read } from '../../domain/drift/testing/drift-fixture.ts'
import type { Reading } from '../../domain/reading.ts'
import { createLastKnown } from './last-known.ts'

const before = read('all to this service')
const failed = (code: ProblemCode): Reading<string> => ({
  state: 'unreadable',
  source: 'test',
  readAt: '2026-11-20T12:05:00.000Z',
  problem: { code, title: 'It was not read.', detail: null, remedy: null },
})

test('what was read last stands in for a read that AWS was too busy for, with its own time', () => {
  const last = createLastKnown<string>()
  last.note('shop', before)
  expect(last.orLast('shop', failed('aws-throttled'))).toBe(before)
  expect(last.orLast('shop', absent)).toBe(absent)
})

test('a read that failed is not known where nothing was read before, or where waiting does not help', () => {
  const last = createLastKnown<string>()
  expect(last.orLast('shop', failed('aws-throttled'))).toEqual(failed('aws-throttled'))
  last.note('shop', before)
  last.note('shop', failed('aws-throttled'))
  expect(last.orLast('other', failed('aws-throttled'))).toEqual(failed('aws-throttled'))
  expect(last.orLast('shop', failed('aws-access-denied'))).toEqual(failed('aws-access-denied'))
})
