import { describe, expect, test } from 'vitest'
import { computeExpression } from './expression.ts'
import type { TimeSeries } from './query.ts'

const series: Readonly<Record<string, TimeSeries>> = {
  errors: new Map([
    [0, 1],
    [60, 0],
  ]),
  requests: new Map([
    [0, 200],
    [60, 100],
    [120, 50],
  ]),
  none: new Map(),
}

const compute = (expression: string): unknown => {
  const value = computeExpression(expression, {
    lookup: (id) => series[id] ?? null,
    metrics: () => [series['errors'] ?? new Map(), series['requests'] ?? new Map()],
    moments: [0, 60, 120],
    periodSeconds: 60,
  })
  if (value === null) return null
  return value.kind === 'scalar'
    ? value.value
    : value.kind === 'series'
      ? Object.fromEntries(value.series)
      : 'list'
}

describe('metric math', () => {
  test.each([
    ['100*errors/requests', { 0: 0.5, 60: 0 }],
    ['100 * FILL(errors, 0) / requests', { 0: 0.5, 60: 0, 120: 0 }],
    ['FILL(errors, REPEAT)', { 0: 1, 60: 0, 120: 0 }],
    ['FILL(none, 7)', { 0: 7, 60: 7, 120: 7 }],
    ['requests/errors', { 0: 200 }],
    ['SUM([errors, requests])', { 0: 201, 60: 100, 120: 50 }],
    ['SUM(METRICS())', { 0: 201, 60: 100, 120: 50 }],
    ['SUM(requests)', 350],
    ['MAX(requests) - MIN(requests)', 150],
    ['2 + 3 * 4 ^ 2', 50],
    ['-(2 - 5)', 3],
    ['requests / PERIOD(requests)', { 0: 200 / 60, 60: 100 / 60, 120: 50 / 60 }],
    ['IF(requests > 90, 1, 0)', { 0: 1, 60: 1, 120: 0 }],
  ])('%s', (expression, expected) => {
    expect(compute(expression)).toEqual(expected)
  })

  test.each(['100*', 'errors requests', 'unknown + 1', 'SUM(', 'NOPE(errors)', '1 § 2', ''])(
    '%s is refused',
    (expression) => {
      expect(compute(expression)).toBeNull()
    },
  )
})
