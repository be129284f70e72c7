import { expect, it } from 'vitest'
import { asOf, isStale } from './freshness.ts'

const observedAt = '2026-11-20T12:00:00.000Z'
const at = (seconds: number): number => Date.parse(observedAt) + seconds * 1000
const seen = (status: 'ok' | 'warn' | 'fail' | 'unknown') => ({
  status,
  since: '2026-11-19T08:00:00.000Z',
  headline: 'In step.',
  observedAt,
})

it('is stale once it is older than the environment allows', () => {
  expect(isStale(observedAt, 120, at(120))).toBe(false)
  expect(isStale(observedAt, 120, at(121))).toBe(true)
  expect(isStale(null, 120, at(9_999))).toBe(false)
})

it.each(['ok', 'warn'] as const)('does not know any more whether it is %s after that time', (status) => {
  expect(asOf(seen(status), 120, at(120))).toEqual(seen(status))
  expect(asOf(seen(status), 120, at(3600))).toEqual({
    status: 'unknown',
    since: '2026-11-20T12:02:00.000Z',
    headline: 'Nobody has looked since 2026-11-20 12:00 UTC. Then: In step.',
    observedAt,
  })
})

it.each(['fail', 'unknown'] as const)('keeps %s, which nothing has mended', (status) => {
  expect(asOf(seen(status), 120, at(3600))).toEqual(seen(status))
})
