import type { Release } from '@lockstep/shared-types/release'
import type { Emergency } from '@lockstep/shared-types/rollout'
import { describe, expect, test } from 'vitest'
import { ana, aRollout, at, now } from '../../vocabulary/rollout/testing/a-rollout.ts'
import {
  confirmText,
  effectText,
  offSince,
  rollbackSteps,
  watchSentence,
  zeroSteps,
} from './emergency-words.ts'

const emergency: Emergency = {
  effect: 'to-zero',
  releaseId: 'r1',
  askedAt: now,
  acceptedAt: null,
  sentence: '',
}
const environment = { applicationId: 'shop', environmentId: 'production', driver: 'alb-weights' } as const
const end = {
  how: 'zero',
  by: 'emergency',
  askedAt: now,
  actor: ana,
  reason: null,
  acceptedAt: at(0.4),
  offAt: at(12),
  probes: [{ name: 'GET /health', ok: false, sentence: 'Answered 503.', at: at(14) }],
} satisfies NonNullable<Parameters<typeof zeroSteps>[1]>['end']

describe('what the second press says', () => {
  test('what it does in general, before the environment is read', () => {
    expect(effectText(undefined)).toContain('to zero at once')
    expect(confirmText(undefined)).toBe('Do it now')
  })

  test('to zero while a rollout runs, else back', () => {
    const found = { ...environment, stages: [], emergency: 'Sends all back to v1.' }
    expect(confirmText({ ...found, rollout: aRollout() })).toBe('Take it to zero now')
    expect(confirmText({ ...found, rollout: aRollout({ phase: 'ended' }) })).toBe('Roll back now')
    expect(effectText({ ...found, rollout: null })).toBe('Sends all back to v1.')
  })
})

describe('what is shown after it', () => {
  const states = (rollout: Parameters<typeof zeroSteps>[1]) =>
    zeroSteps(emergency, rollout).map(({ look, after }) => after ?? look.word)

  test('under way until AWS accepts, then until traffic is off', () => {
    expect(states(undefined)).toEqual(['Under way', 'Not yet'])
    expect(states(aRollout({ end: { ...end, offAt: null, probes: [] } }))).toEqual([
      'after 400 ms',
      'Under way',
    ])
  })

  test('each probe with its result', () => {
    expect(states(aRollout({ end }))).toEqual(['after 400 ms', 'after 12 s', 'Failed'])
  })

  test('the traffic is off only when it was seen to be', () => {
    expect(offSince(emergency, aRollout({ end: { ...end, offAt: null } }), undefined)).toBeNull()
    expect(offSince(emergency, aRollout({ end }), undefined)).toBe(at(12))
  })

  test('an answer from before AWS accepted is not repeated after it did', () => {
    const refused = { ...emergency, sentence: 'AWS has not accepted it yet.' }
    expect(watchSentence(refused, aRollout({ end: { ...end, acceptedAt: null } }))).toContain('not accepted')
    expect(watchSentence(refused, aRollout({ end }))).toContain('AWS has accepted it')
  })

  test('a rollback has brought the version before back when its watch begins, long before it ends', () => {
    const back: Emergency = { ...emergency, effect: 'rollback' }
    const watch = { id: 'watch', state: 'running', startedAt: at(42) } as const
    expect(
      offSince(back, undefined, rollbackAt([{ ...watch, state: 'pending', startedAt: null }])),
    ).toBeNull()
    expect(offSince(back, undefined, rollbackAt([watch]))).toBe(at(42))
    expect(rollbackSteps(back, rollbackAt([watch])).map(({ after }) => after)).toEqual([null, 'after 42 s'])
  })

  test('a rollback that failed says so', () => {
    const steps = rollbackSteps({ ...emergency, effect: 'rollback' }, rollbackAt([], 'failed'))
    expect(steps.at(-1)?.look.word).toBe('Failed')
  })
})

type Step = Pick<Release['steps'][number], 'id' | 'state' | 'startedAt'>

const rollbackAt = (steps: readonly Step[], status: Release['status'] = 'running'): Release => ({
  id: 'r2',
  applicationId: 'shop',
  environmentId: 'production',
  kind: 'rollback',
  scope: 'both',
  strategy: 'all-at-once',
  status,
  artifact: null,
  from: null,
  requestedBy: ana,
  reason: null,
  createdAt: now,
  endedAt: null,
  outcome: '',
  planId: 'p',
  invalidationMode: null,
  steps: steps.map((step) => ({
    ...step,
    endedAt: null,
    expectedSeconds: 1,
    expectedBasis: 'default',
    attempt: 1,
    progress: null,
    detail: null,
    failure: null,
  })),
  failure: null,
  etaSeconds: null,
  rolledBackBy: null,
  rollbackOf: null,
  overrides: [],
})
