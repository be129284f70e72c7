import type { Release, ReleaseStepId } from '@lockstep/shared-types/release'
import { releaseStepIds } from '@lockstep/shared-types/release'
import type { RolloutDriverId } from '@lockstep/shared-types/rollout'
import { expect, test } from 'vitest'
import { stagedSteps } from '../rollout/staged-steps.ts'
import { ongoing } from './ongoing.ts'

function at(driver: RolloutDriverId | null, running: ReleaseStepId) {
  const ids = driver === null ? releaseStepIds : stagedSteps[driver]
  const steps = ids.map((id) => ({
    id,
    state: ids.indexOf(id) < ids.indexOf(running) ? 'succeeded' : id === running ? 'running' : 'pending',
  })) as Release['steps']
  return ongoing({
    kind: driver === 'appconfig-flag' ? 'rollout' : 'deploy',
    strategy: driver === null ? 'all-at-once' : 'stages',
    steps,
    artifact: { version: 'v2', digest: 'sha256:2' },
  })
}

test.each([
  [null, 'preflight', true, null],
  ['alb-weights', 'candidate-steady', false, null],
  ['alb-weights', 'rollout', false, 'v2'],
  ['alb-weights', 'backend-update', true, null],
  ['paired', 'rollout', false, null],
  ['paired', 'frontend-publish', true, null],
  ['cloudfront-cohort', 'rollout', true, null],
  ['ecs-native', 'rollout', true, null],
  ['appconfig-flag', 'rollout', false, null],
] as const)(
  'a release by %s at %s explains differences of the main halves: %s; who asks may be answered by %s',
  (driver, step, changesMain, candidateVersion) => {
    expect(at(driver, step)).toEqual({ changesMain, candidateVersion })
  },
)
