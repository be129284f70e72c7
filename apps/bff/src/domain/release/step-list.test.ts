import { releaseStepIds } from '@lockstep/shared-types/release'
import { expect, test } from 'vitest'
import { releaseSteps } from './step-list.ts'

const ofRollout = ['candidate-update', 'candidate-publish', 'candidate-steady', 'rollout', 'rollout-finish']

test('a deploy at once runs every step but those of a rollout, in the order of the reference document', () => {
  expect(
    releaseSteps({ kind: 'deploy', scope: 'both', strategy: 'all-at-once', emergency: false }, null),
  ).toEqual(releaseStepIds.filter((id) => !ofRollout.includes(id)))
})

test.each([false, true])(
  'a rollback brings the traffic to main, where a release that was broken off may have left it on the candidate (emergency: %s)',
  (emergency) => {
    const shape = { kind: 'rollback', scope: 'both', strategy: 'all-at-once', emergency } as const
    const steps = releaseSteps(shape, 'paired')
    const order = (['backend-steady', 'rollout-finish', 'health'] as const).map((id) => steps.indexOf(id))
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect(order).not.toContain(-1)
    expect(releaseSteps(shape, 'ecs-native')).not.toContain('rollout-finish')
  },
)

test.each([
  ['alb-weights', 'frontend', false],
  ['alb-weights', 'backend', true],
  ['cloudfront-cohort', 'backend', false],
  ['cloudfront-cohort', 'frontend', true],
  ['paired', 'backend', true],
  // It proves no backend, and main's may be what another release has left half done.
  ['paired', 'frontend', false],
] as const)('with %s, a %s at once brings traffic back: %s', (driver, scope, brings) => {
  const steps = releaseSteps({ kind: 'deploy', scope, strategy: 'all-at-once', emergency: false }, driver)
  expect(steps.includes('rollout-finish')).toBe(brings)
})

test.each(['alb-weights', 'paired', 'cloudfront-cohort'] as const)(
  'a deploy in stages by %s moves the traffic before main changes, and back to main before it is watched',
  (driver) => {
    const steps = releaseSteps(
      { kind: 'deploy', scope: 'both', strategy: 'stages', emergency: false },
      driver,
    )
    const changed = driver === 'cloudfront-cohort' ? 'frontend-publish' : 'backend-update'
    const order = (['rollout', changed, 'rollout-finish', 'watch'] as const).map((id) => steps.indexOf(id))
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect(order).not.toContain(-1)
  },
)

test('a backend in stages never touches the frontend', () => {
  const steps = releaseSteps(
    { kind: 'deploy', scope: 'backend', strategy: 'stages', emergency: false },
    'alb-weights',
  )
  expect(steps).toContain('candidate-steady')
  expect(steps.filter((step) => step.includes('publish') || step.startsWith('invalid'))).toEqual([])
})

test('a rollout by a flag deploys nothing', () => {
  const shape = { kind: 'rollout', scope: 'backend', strategy: 'stages', emergency: false } as const
  expect(releaseSteps(shape, 'appconfig-flag')).toEqual(['preflight', 'rollout'])
})

test('a backend release never touches the frontend', () => {
  expect(
    releaseSteps({ kind: 'deploy', scope: 'backend', strategy: 'all-at-once', emergency: false }, null),
  ).toEqual(['preflight', 'backend-update', 'backend-start', 'backend-steady', 'health', 'watch'])
})

test('a frontend release never touches the backend', () => {
  const steps = releaseSteps(
    { kind: 'deploy', scope: 'frontend', strategy: 'all-at-once', emergency: false },
    null,
  )
  expect(steps.filter((step) => step.startsWith('backend') || step === 'health')).toEqual([])
  expect(steps).toContain('endpoint')
})

test('an emergency rollback does not watch, and waits for both halves all the same', () => {
  const steps = releaseSteps(
    { kind: 'rollback', scope: 'both', strategy: 'all-at-once', emergency: true },
    null,
  )
  expect(steps).not.toContain('watch')
  expect(steps).toEqual(expect.arrayContaining(['backend-steady', 'invalidation-done', 'edge-version']))
})

test('an invalidation only invalidates', () => {
  expect(
    releaseSteps({ kind: 'invalidate', scope: 'frontend', strategy: 'all-at-once', emergency: false }, null),
  ).toEqual(['invalidate', 'invalidation-done'])
})
