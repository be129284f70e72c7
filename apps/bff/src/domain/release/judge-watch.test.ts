import { expect, test } from 'vitest'
import type { ThresholdResult } from '../decision/evaluate-thresholds.ts'
import { judgeWatch } from './judge-watch.ts'

const result = (
  verdict: ThresholdResult['verdict'],
  level: 'warning' | 'critical' = 'critical',
): ThresholdResult => ({
  metric: 'error-rate',
  threshold: { metric: 'error-rate', level, comparison: 'above', limit: 1 },
  verdict,
  value: verdict === 'inconclusive' ? null : 2.345,
  samples: verdict === 'inconclusive' ? 0 : 3,
})

test('a critical breach fails the watch and names value and limit', () => {
  expect(judgeWatch([result('fail'), result('pass')])).toEqual({
    verdict: 'fail',
    sentence: 'error-rate is 2.35, above the critical limit of 1.',
  })
})

test('a warning is told and fails nothing', () => {
  expect(judgeWatch([result('fail', 'warning'), result('pass')])).toMatchObject({ verdict: 'pass' })
  expect(judgeWatch([result('fail', 'warning')]).sentence).toContain('Warning: error-rate')
})

test('missing values and missing thresholds are inconclusive, never good news', () => {
  expect(judgeWatch([result('pass'), result('inconclusive')]).verdict).toBe('inconclusive')
  expect(judgeWatch([]).verdict).toBe('inconclusive')
})
