import { expect, test } from 'vitest'
import { availabilityUnreached } from './availability.ts'
import type { VariantPeriod, VariantWindow } from './variant-window.ts'

const now = new Date('2026-11-20T10:00:00.000Z')
const window = (
  ...periods: readonly (Omit<VariantPeriod, 'at' | 'p95'> & { readonly ago: number })[]
): VariantWindow => ({
  variant: 'all',
  from: '2026-11-20T09:55:00.000Z',
  to: now.toISOString(),
  periodSeconds: 60,
  values: {},
  requests: null,
  newestAt: null,
  periods: periods.map(({ ago, ...period }) => ({
    ...period,
    at: new Date(now.getTime() - ago * 1000).toISOString(),
    p95: null,
  })),
})
const said = (all: VariantWindow | null) =>
  availabilityUnreached(
    { all, baseline: null, candidate: null, unreadable: null },
    { now, staleAfterSeconds: 240 },
  )

test('while the load balancer counts requests that succeed, what this host cannot reach is not known to be down', () => {
  expect(said(window({ ago: 60, requests: 100, errors: 3 }))).toBe('unknown')
  // The newest periods are not counted yet.
  expect(
    said(window({ ago: 120, requests: 100, errors: 0 }, { ago: 60, requests: null, errors: null })),
  ).toBe('unknown')
})

test.each([
  ['nothing was measured', null],
  [
    'nobody comes any more',
    window({ ago: 120, requests: 100, errors: 0 }, { ago: 60, requests: 0, errors: 0 }),
  ],
  ['every request fails', window({ ago: 60, requests: 100, errors: 100 })],
  ['what succeeded is long ago', window({ ago: 400, requests: 100, errors: 0 })],
])('it is down when %s', (_why, all) => {
  expect(said(all)).toBe('down')
})
