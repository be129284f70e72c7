import type { Release, ReleaseStep, StepState } from '@lockstep/shared-types/release'
import { expect, test } from 'vitest'
import { versionToGoBackTo } from './version-to-go-back-to.ts'

const step = (id: ReleaseStep['id'], state: StepState): ReleaseStep => ({
  id,
  state,
  startedAt: null,
  endedAt: null,
  expectedSeconds: 1,
  expectedBasis: 'default',
  attempt: 1,
  progress: null,
  detail: null,
  failure: null,
})
const failedAt = (
  backend: StepState,
  frontend: StepState,
  code: NonNullable<Release['failure']>['code'],
): string | null =>
  versionToGoBackTo({
    steps: [step('backend-update', backend), step('frontend-publish', frontend)],
    from: { version: 'v1', digest: '' },
    failure: { code, title: '', detail: null, remedy: null },
  })

test('a release that changed the backend is undone by going back to what ran before', () => {
  expect(failedAt('succeeded', 'skipped', 'step-timeout')).toBe('v1')
})

test('after ECS went back by itself the version before runs already, so none is named', () => {
  expect(failedAt('succeeded', 'skipped', 'ecs-rolled-back')).toBeNull()
})

test('a frontend that was published before ECS went back still has to go back itself', () => {
  expect(failedAt('succeeded', 'succeeded', 'ecs-rolled-back')).toBe('v1')
})

test('a release that touched nothing left the version before running, so none is named', () => {
  expect(failedAt('skipped', 'skipped', 'verification-failed')).toBeNull()
})

test('after a breach the rollback to the version before was started or refused, so none is named', () => {
  expect(failedAt('succeeded', 'succeeded', 'threshold-breached')).toBeNull()
})
