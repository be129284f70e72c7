import type { Threshold } from '@lockstep/shared-types/measurement'
import { assert, constantFrom, double, property } from 'fast-check'
import { expect, it } from 'vitest'
import { noMetrics } from '../metrics-config.ts'
import { checkThresholds } from './check-thresholds.ts'

const limit = (
  metric: Threshold['metric'],
  level: Threshold['level'],
  value: number,
  comparison: Threshold['comparison'] = 'above',
): Threshold => ({ metric, level, comparison, limit: value })

it('takes limits that warn first', () => {
  const thresholds = [
    limit('error-rate', 'warning', 0.5),
    limit('error-rate', 'critical', 1),
    limit('healthy-hosts', 'warning', 2, 'below'),
    limit('healthy-hosts', 'critical', 1, 'below'),
  ]
  expect(checkThresholds(thresholds, noMetrics)).toEqual([])
})

it.each<[string, Threshold[], string, string]>([
  [
    'a warning above its critical limit',
    [limit('latency-p95', 'critical', 2000), limit('latency-p95', 'warning', 2500)],
    'body.thresholds.1.limit',
    'the warning limit 2500 lies beyond the critical limit 2000: it would never warn first',
  ],
  [
    'a warning below its critical limit where low is bad',
    [limit('healthy-hosts', 'warning', 1, 'below'), limit('healthy-hosts', 'critical', 2, 'below')],
    'body.thresholds.0.limit',
    'the warning limit 1 lies beyond the critical limit 2: it would never warn first',
  ],
  ['a negative limit', [limit('error-rate', 'critical', -1)], 'body.thresholds.0.limit', 'a number from 0'],
  [
    'a percentage over 100',
    [limit('error-rate', 'critical', 100.1)],
    'body.thresholds.0.limit',
    'a percentage, at most 100',
  ],
  [
    'a latency of more than an hour',
    [limit('latency-p99', 'critical', 3_600_001)],
    'body.thresholds.0.limit',
    'milliseconds, at most an hour of them',
  ],
  [
    'two limits of one level',
    [limit('requests', 'warning', 1, 'below'), limit('requests', 'warning', 2, 'below')],
    'body.thresholds.1.level',
    'requests has a warning limit below a value already',
  ],
  [
    'a metric that nobody measures here',
    [limit('database-connections', 'warning', 80)],
    'body.thresholds.0.metric',
    'database-connections is not measured here: name the database in the configuration',
  ],
])('refuses %s and names the field', (_name, thresholds, path, message) => {
  expect(checkThresholds(thresholds, noMetrics)).toEqual([{ path, message }])
})

it('refuses a pair of limits exactly when the warning would come after the critical one', () => {
  const percent = double({ min: 0, max: 100, noNaN: true })
  assert(
    property(percent, percent, constantFrom('above', 'below'), (warning, critical, comparison) => {
      const thresholds = [
        limit('error-rate', 'warning', warning, comparison),
        limit('error-rate', 'critical', critical, comparison),
      ]
      const beyond = comparison === 'above' ? warning > critical : warning < critical
      expect(checkThresholds(thresholds, noMetrics)).toHaveLength(beyond ? 1 : 0)
    }),
  )
})
