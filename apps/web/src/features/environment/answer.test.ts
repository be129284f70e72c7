import type { DriftReport } from '@lockstep/shared-types/drift'
import { expect, test } from 'vitest'
import { answerOf, countChecks } from './answer.ts'

const report = (more: Partial<DriftReport>): DriftReport => ({
  applicationId: 'shop',
  environmentId: 'production',
  status: 'ok',
  since: '2026-11-20T12:00:00.000Z',
  half: null,
  headline: 'Both halves run v2.',
  remedy: null,
  checks: [],
  observedAt: '2026-11-20T12:00:00.000Z',
  durationMilliseconds: 1,
  awsCalls: 1,
  ...more,
})

test.each([
  [report({}), 'In step'],
  [report({ status: 'fail', half: 'frontend' }), 'Out of step: the frontend is wrong'],
  [report({ status: 'fail' }), 'Out of step'],
  [report({ status: 'warn', half: 'backend' }), 'In step, with a warning about the backend'],
  [report({ status: 'unknown', half: 'backend' }), 'Cannot tell: the backend could not be read'],
  [null, 'Not checked yet'],
])('the answer %# is in words: %s', (given, title) => {
  expect(answerOf(given).title).toBe(title)
})

test('the sentence does not repeat the title', () => {
  expect(answerOf(report({ headline: 'In step: both halves run v2.' })).sentence).toBe('Both halves run v2.')
  const warning = 'In step, with a warning. The tag latest can move.'
  expect(answerOf(report({ status: 'warn', headline: warning })).sentence).toBe('The tag latest can move.')
})

test('before the first check nothing is said to be well', () => {
  expect(answerOf(null)).toMatchObject({ status: 'unknown', since: null, remedy: null })
})

test('counts go from worst to best and leave zeroes out', () => {
  const one = (status: 'ok' | 'fail') => ({ id: 'health', status }) as const
  const checks = [one('ok'), one('fail'), one('ok')].map((some) => ({
    ...some,
    half: null,
    expected: null,
    observed: null,
    sentence: '',
    evidence: [],
    basis: 'read' as const,
    remedy: null,
    since: '2026-11-20T12:00:00.000Z',
  }))
  expect(countChecks(report({ checks }))).toEqual([
    { status: 'fail', count: 1 },
    { status: 'ok', count: 2 },
  ])
})
