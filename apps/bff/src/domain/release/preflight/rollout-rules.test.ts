import type { PreflightCheckId } from '@lockstep/shared-types/preflight'
import { expect, test } from 'vitest'
import { environment } from '../../drift/testing/drift-fixture.ts'
import { fail, ok } from '../../result.ts'
import type { RolloutConfig, RolloutDriverConfig } from '../../rollout/rollout-config.ts'
import { stage } from '../../rollout/testing/rollout-fixture.ts'
import { blockingChecks, judgeRolloutPreflight, overridableChecks } from './check-preflight.ts'
import type { RolloutFacts } from './rollout-facts.ts'

const unanswered = { code: 'probe-failed', title: 'No usable answer.', detail: null, remedy: null } as const
const flag: RolloutDriverConfig = {
  type: 'appconfig-flag',
  application: 'shop',
  environment: 'production',
  profile: 'flags',
  flag: 'v2',
  splitBy: 'userId',
  strategy: 'at-once',
}
const native: RolloutDriverConfig = {
  type: 'ecs-native',
  strategy: 'CANARY',
  stepPercent: 20,
  pauseTimeoutSeconds: 3600,
}
const config: RolloutConfig = {
  driver: flag,
  policy: { stages: [], matrix: [], windowSeconds: 60, inconclusiveGoesBackAfterSeconds: null },
  intervalSeconds: 15,
  preflightProbes: [],
  zeroProbes: [],
  openApi: { path: '/openapi.json', endpoints: ['GET /v2/courses/{id}'] },
}
const at = (percent: number) => ok({ percent, settled: true, gone: 'no', sentence: 'AWS says so.' } as const)
const expected = { name: 'Migration', path: '/migration', status: 200, bodyHolds: '42' }
const good: RolloutFacts = {
  config,
  needs: ok([{ ok: true, sentence: 'The flag is there.' }]),
  traffic: at(0),
  stages: [10, 50, 100].map((percent) => stage(percent, { bakeSeconds: 60 })),
  probes: [{ expected, found: { answer: 'expected', sentence: '/migration answered 200, as expected.' } }],
  document: { state: 'read', document: { paths: { '/v2/courses/{course}': { get: {} } } } },
}
const judge = (change: Partial<RolloutFacts> = {}) =>
  judgeRolloutPreflight({ environment, activeReleaseId: null, rollout: { ...good, ...change } }).map(
    ({ check }) => check,
  )
const statusOf = (id: PreflightCheckId, change: Partial<RolloutFacts>) => {
  const check = judge(change).find((one) => one.id === id)
  return [check?.status, check?.overridable]
}

test('a rollout that has all it needs passes every check, with nothing to override', () => {
  const checks = judge()
  expect(checks.map(({ id, status }) => [id, status])).toEqual([
    ['no-active-release', 'ok'],
    ['rollout-ready', 'ok'],
    ['rollout-at-zero', 'ok'],
    ['rollout-stages', 'ok'],
    ['rollout-probe', 'ok'],
    ['rollout-endpoints', 'ok'],
  ])
  expect([...blockingChecks(checks), ...overridableChecks(checks)]).toEqual([])
})

test.each<[PreflightCheckId, string, Partial<RolloutFacts>, string, boolean]>([
  [
    'rollout-ready',
    'something is missing',
    { needs: ok([{ ok: false, sentence: 'No flag.' }]) },
    'fail',
    false,
  ],
  [
    'rollout-ready',
    'another rule leads to main',
    { needs: ok([{ ok: true, warns: true, sentence: 'Rule 5.' }]) },
    'warn',
    false,
  ],
  ['rollout-ready', 'AWS does not say', { needs: fail(unanswered) }, 'unknown', false],
  ['rollout-at-zero', 'the flag is on', { traffic: at(0.01) }, 'fail', false],
  ['rollout-at-zero', 'AWS does not say', { traffic: fail(unanswered) }, 'unknown', false],
  ['rollout-stages', 'there are none', { stages: [] }, 'fail', false],
  ['rollout-stages', 'ECS cannot take them', { config: { ...config, driver: native } }, 'fail', false],
  [
    'rollout-stages',
    'ECS goes back before the bake time is over',
    { config: { ...config, driver: native }, stages: [stage(20, { bakeSeconds: 3600 })] },
    'fail',
    false,
  ],
  [
    'rollout-probe',
    'an answer is wrong',
    { probes: [{ expected, found: { answer: 'other', sentence: '404.' } }] },
    'fail',
    false,
  ],
  [
    'rollout-probe',
    'nobody answers',
    { probes: [{ expected, found: { answer: 'none', problem: unanswered } }] },
    'unknown',
    true,
  ],
  [
    'rollout-endpoints',
    'one is missing',
    { document: { state: 'read', document: { paths: {} } } },
    'fail',
    false,
  ],
  ['rollout-endpoints', 'it is something else', { document: { state: 'read', document: [] } }, 'fail', false],
  ['rollout-endpoints', 'it is no JSON', { document: { state: 'other', sentence: 'HTML.' } }, 'fail', false],
  [
    'rollout-endpoints',
    'nobody answers',
    { document: { state: 'none', problem: unanswered } },
    'unknown',
    true,
  ],
])('%s stands against it when %s', (id, _, change, status, overridable) => {
  expect(statusOf(id, change)).toEqual([status, overridable])
})

test('a wrong answer counts more than one that did not come', () => {
  const probes: RolloutFacts['probes'] = [
    { expected, found: { answer: 'none', problem: unanswered } },
    { expected, found: { answer: 'other', sentence: '404.' } },
  ]
  expect(statusOf('rollout-probe', { probes })).toEqual(['fail', false])
})

test('what ECS has finished was the affair of an earlier release', () => {
  const traffic = ok({ percent: 100, settled: true, gone: 'finished', sentence: 'Done.' } as const)
  expect(statusOf('rollout-at-zero', { traffic })[0]).toBe('ok')
})

test('ECS takes the percentages of its strategy', () => {
  const stages = [stage(20, { bakeSeconds: 60 }), stage(100, { bakeSeconds: 60 })]
  expect(statusOf('rollout-stages', { config: { ...config, driver: native }, stages })[0]).toBe('ok')
})

test('a release that changes all at once has no check of a rollout', () => {
  const checks = judgeRolloutPreflight({ environment, activeReleaseId: null, rollout: null })
  expect(checks.map(({ check }) => check.id)).toEqual(['no-active-release'])
})
