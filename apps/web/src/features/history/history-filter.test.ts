import { expect, test } from 'vitest'
import { isFiltered, readFilter, releaseSeconds, withPicked, writeFilter } from './history-filter.ts'

test('the filter survives the way into the address and back', () => {
  const filter = { application: 'shop', environment: 'production', status: 'failed', kind: 'deploy' } as const
  expect(readFilter(writeFilter(filter))).toEqual(filter)
  expect(isFiltered(filter)).toBe(true)
})

test('what the address says wrongly filters nothing', () => {
  const filter = readFilter(new URLSearchParams('status=great&kind=&application='))
  expect(filter).toEqual({})
  expect(isFiltered(filter)).toBe(false)
})

test('a release that runs has no duration yet', () => {
  expect(releaseSeconds({ createdAt: '2026-11-20T12:00:00.000Z', endedAt: null })).toBeNull()
  expect(releaseSeconds({ createdAt: '2026-11-20T12:00:00.000Z', endedAt: '2026-11-20T12:01:30.000Z' })).toBe(
    90,
  )
})

test('two are compared; a third takes the place of the first, and a second press lets go', () => {
  expect(withPicked(['a', 'b'], 'c')).toEqual(['b', 'c'])
  expect(withPicked(['a', 'b'], 'a')).toEqual(['b'])
})
