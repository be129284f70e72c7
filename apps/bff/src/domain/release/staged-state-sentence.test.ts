import type { ReleaseStepId, StepState } from '@lockstep/shared-types/release'
import type { RolloutDriverId } from '@lockstep/shared-types/rollout'
import { expect, test } from 'vitest'
import { stagedSteps } from '../rollout/staged-steps.ts'
import { stateSentence } from './state-sentence.ts'

const shape = { kind: 'deploy', scope: 'both', strategy: 'stages', emergency: false } as const

/** A release that got as far as `reached`, and ended there. */
function endedAt(driver: RolloutDriverId, reached: ReleaseStepId, state: StepState = 'failed'): string {
  const ids = stagedSteps[driver]
  const end = ids.indexOf(reached)
  const steps = ids.map((id, index) => ({
    id,
    state: index < end ? ('succeeded' as const) : index === end ? state : ('pending' as const),
    attempt: 2,
    failure: null,
  }))
  const kind = driver === 'appconfig-flag' ? 'rollout' : 'deploy'
  const [next, from] = ['v2', 'v1'].map((version) => ({ version, digest: 'sha256:1' }))
  return stateSentence({ ...shape, kind }, steps, next ?? null, from ?? null, false)
}

test.each([
  ['alb-weights', 'preflight', 'Nothing was changed.'],
  ['alb-weights', 'candidate-update', 'All traffic is on v1; the candidate v2 gets none.'],
  ['paired', 'candidate-publish', 'All traffic is on v1; the candidate v2 gets none.'],
  ['paired', 'candidate-steady', 'All traffic is on v1; the candidate v2 gets none.'],
  ['ecs-native', 'backend-update', 'All traffic is on v1; the candidate v2 gets none.'],
  [
    'cloudfront-cohort',
    'backend-steady',
    'The backend was told to run v2; ECS may still be replacing tasks of v1. The frontend was not changed.',
  ],
  [
    'cloudfront-cohort',
    'candidate-publish',
    'The backend runs v2. The frontend was not changed. No visitor gets the candidate v2.',
  ],
  [
    'alb-weights',
    'backend-update',
    'All traffic is on the candidate, which runs v2. Of the main half: The backend may have been told to run v2; ECS did not say. The frontend was not changed.',
  ],
  [
    'paired',
    'rollout-finish',
    'Traffic may be on the candidate or on the main half; both run v2. The backend runs v2. The frontend serves v2.',
  ],
  ['paired', 'watch', 'The backend runs v2. The frontend serves v2.'],
  ['appconfig-flag', 'preflight', 'Nothing was changed.'],
  ['appconfig-flag', 'rollout', 'The flag stays as AWS has it.'],
] as const)('a release by %s that ends at %s says: %s', (driver, step, sentence) => {
  expect(endedAt(driver, step)).toBe(sentence)
})

test('who was taken off the candidate after the rollout was full is not on it', () => {
  const steps = stagedSteps.paired.map((id) => ({
    id,
    state: id === 'rollout' ? ('succeeded' as const) : ('pending' as const),
    attempt: 1,
    failure: null,
  }))
  const [next, from] = ['v2', 'v1'].map((version) => ({ version, digest: 'sha256:1' }))
  expect(stateSentence(shape, steps, next ?? null, from ?? null, false, true)).toMatch(
    /^Nobody is sent to the candidate any more. Of the main half: /,
  )
})
