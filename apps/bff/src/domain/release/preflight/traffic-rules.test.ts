import type { RolloutDriverId } from '@lockstep/shared-types/rollout'
import { expect, test } from 'vitest'
import { fail, ok } from '../../result.ts'
import { judgeTraffic } from './traffic-rules.ts'

const deploy = { kind: 'deploy', strategy: 'all-at-once', emergency: false } as const
const both = { ...deploy, scope: 'both' } as const
const percent = (share: number, gone: 'no' | 'finished' = 'no') =>
  ok({ percent: share, settled: true, gone, sentence: 'AWS says so.' } as const)

test.each([
  [
    'alb-weights',
    'both',
    'warn',
    '40 % of the traffic is on the candidate; this release brings it back to main.',
  ],
  [
    'paired',
    'backend',
    'warn',
    '40 % of the traffic is on the candidate; this release brings it back to main.',
  ],
  [
    'alb-weights',
    'frontend',
    'warn',
    '40 % of the traffic is on the candidate; this release leaves that as it is.',
  ],
  ['paired', 'frontend', 'fail', /visitors there would not see this frontend/],
] as const)(
  'by %s, the plan of %s says what becomes of traffic on the candidate',
  (driver, scope, status, said) => {
    const found = judgeTraffic({ ...deploy, scope }, { driver, traffic: percent(40) })
    expect(found).toMatchObject({ status, observed: '40 %', sentence: expect.stringMatching(said) })
  },
)

test('a frontend that part of the visitors would not see is refused, and going back is not', () => {
  const before = { driver: 'paired', traffic: percent(40) } as const
  const shape = { ...deploy, scope: 'frontend' } as const
  expect(judgeTraffic(shape, before)).toMatchObject({ status: 'fail', overridable: false })
  expect(judgeTraffic({ ...shape, kind: 'rollback' }, before)).toMatchObject({ overridable: true })
})

test('with nobody on the candidate, or without one, there is nothing to say', () => {
  const driver: RolloutDriverId = 'alb-weights'
  expect(judgeTraffic(both, null)).toBeNull()
  expect(judgeTraffic(both, { driver, traffic: percent(0) })).toBeNull()
  expect(judgeTraffic(both, { driver, traffic: percent(100, 'finished') })).toBeNull()
})

test('what AWS does not say stands in nobody’s way, and is said', () => {
  const traffic = fail({ code: 'aws-unavailable', title: 'No answer.', detail: null, remedy: null })
  expect(judgeTraffic(both, { driver: 'alb-weights', traffic })).toMatchObject({
    status: 'warn',
    sentence: expect.stringMatching(/No answer\. This release sends all of it to the main half\./),
  })
})
