import { expect, test } from 'vitest'
import type { ThresholdResult } from '../decision/evaluate-thresholds.ts'
import { judgeWatch } from './judge-watch.ts'

const result = (
  verdict: ThresholdResult['verdict'],
  level: 'warning' | 'critical' = 'critical',
  change: Partial<ThresholdResult> = {},
): ThresholdResult => ({
  metric: 'error-rate',
  threshold: { metric: 'error-rate', level, comparison: 'above', limit: 1 },
  verdict,
  value: verdict === 'inconclusive' ? null : 2.345,
  samples: verdict === 'inconclusive' ? 0 : 3,
  part: null,
  unjudged: verdict === 'inconclusive' ? { why: 'not-reported' } : null,
  ...change,
})
const denied = { why: 'unreadable', reason: 'Lockstep may not call GetMetricData.' } as const

test('a critical breach fails the watch and names value and limit', () => {
  expect(judgeWatch([result('fail'), result('pass')])).toMatchObject({
    verdict: 'fail',
    sentence: 'error-rate is 2.35, above the critical limit of 1.',
  })
})

test('a breach of a few minutes says which', () => {
  const part = { from: '2026-11-20T13:09:00.000Z', seconds: 60 }
  expect(judgeWatch([result('fail', 'critical', { part })]).sentence).toBe(
    'error-rate is 2.35 in the 1 min from 13:09 UTC, above the critical limit of 1.',
  )
})

test('a warning is told and fails nothing', () => {
  expect(judgeWatch([result('fail', 'warning'), result('pass')])).toMatchObject({ verdict: 'pass' })
  expect(judgeWatch([result('fail', 'warning')]).sentence).toContain('Warning: error-rate')
})

test('missing values and missing thresholds are inconclusive, never good news', () => {
  expect(judgeWatch([result('pass'), result('inconclusive')])).toMatchObject({
    verdict: 'inconclusive',
    unseen: 'CloudWatch reports no values of error-rate.',
  })
  expect(judgeWatch([])).toMatchObject({ verdict: 'inconclusive', unseen: null, mayStillCome: false })
})

test('what could not be read is told with its reason, once for all that it holds for', () => {
  const both = [
    result('inconclusive', 'critical', { unjudged: denied }),
    result('inconclusive', 'critical', { metric: 'healthy-hosts', unjudged: denied }),
  ]
  expect(judgeWatch(both)).toMatchObject({
    unseen: 'error-rate, healthy-hosts could not be read: Lockstep may not call GetMetricData.',
    notJudged: null,
  })
})

test.each([
  ['a warning that could not be read', result('inconclusive', 'warning', { unjudged: denied })],
  ['no requests', result('inconclusive', 'critical', { unjudged: { why: 'no-requests' } })],
  ['too few requests', result('inconclusive', 'critical', { value: 9, unjudged: { why: 'few-requests' } })],
  ['a window too short for a value', result('inconclusive', 'critical', { unjudged: { why: 'too-early' } })],
])('%s is told, and nobody is asked', (_name, one) => {
  expect(judgeWatch([one])).toMatchObject({ unseen: null, notJudged: expect.stringContaining('error-rate') })
})
