import type { ReleaseStep, ReleaseStepId, StepState } from '@lockstep/shared-types/release'
import type { RolloutDriverId, RolloutEnd } from '@lockstep/shared-types/rollout'
import { expect, test } from 'vitest'
import type { RolloutRecord } from './rollout-record.ts'
import { stagedSteps } from './staged-steps.ts'
import { after, ana, bakingAt } from './testing/rollout-fixture.ts'
import type { MainState } from './main-state.ts'
import { releaseStep } from '../release/testing/release-step.ts'
import { wayToZero } from './way-to-zero.ts'

const releaseId = '01J0000000000000000000000'
const full: RolloutEnd = {
  how: 'full',
  by: 'gate',
  askedAt: after(0).toISOString(),
  actor: ana,
  reason: null,
  acceptedAt: after(1).toISOString(),
  offAt: null,
  probes: [],
}
const record = (driver: RolloutDriverId, end: RolloutEnd | null): RolloutRecord => ({
  applicationId: 'shop',
  environmentId: 'production',
  releaseId,
  driver,
  revision: 1,
  state: bakingAt(2, end === null ? {} : { phase: 'ended', end }),
  startedAt: after(0).toISOString(),
  updatedAt: after(0).toISOString(),
})
/** A release that is at this step. */
const at = (driver: RolloutDriverId, reached: ReleaseStepId, id = releaseId) => {
  const ids = stagedSteps[driver]
  const steps = ids.map((step, index): ReleaseStep => {
    const distance = index - ids.indexOf(reached)
    const state: StepState = distance < 0 ? 'succeeded' : distance === 0 ? 'running' : 'pending'
    return releaseStep(step, state)
  })
  return { id, steps, endedAt: null }
}
const way = (
  given: RolloutRecord,
  active: ReturnType<typeof at> | null = null,
  last: (Omit<ReturnType<typeof at>, 'endedAt'> & { endedAt: string | null }) | null = null,
  mainState: MainState = 'told',
) => wayToZero({ record: given, active, last, mainState, now: after(30) })

test('while users are moved, zero is the way back', () => {
  expect(way(record('alb-weights', null))).toBe('runs')
})

test('a flag that has come to everybody goes to zero, unless another release came after it', () => {
  const flag = record('appconfig-flag', full)
  expect(way(flag)).toBe('flag-on')
  const earlier = { ...at('alb-weights', 'watch', 'other'), endedAt: after(-60).toISOString() }
  expect(way(flag, null, earlier)).toBe('flag-on')
  expect(way(flag, null, { ...earlier, endedAt: after(60).toISOString() })).toBeNull()
  expect(way(flag, at('alb-weights', 'backend-update', 'other'))).toBeNull()
})

test.each(['alb-weights', 'paired'] as const)(
  'by %s, everybody goes back to main as long as that was not touched',
  (driver) => {
    const whole = record(driver, full)
    expect(way(whole, { ...at(driver, 'rollout') })).toBe('main-waits')
    expect(way(whole, at(driver, 'backend-update'))).toBeNull()
    // Nobody is there who could answer.
    expect(way(whole, at(driver, 'rollout'), null, 'down')).toBe(null)
    // It tries to reach ECS, which has not been told.
    expect(way(whole, at(driver, 'backend-update'), null, 'waits')).toBe('main-waits')
    // It was broken off before that.
    const broken = { ...at(driver, 'rollout'), endedAt: after(20).toISOString() }
    expect(way(whole, null, broken)).toBe('main-waits')
    expect(way(whole, null, { ...broken, id: 'other' })).toBeNull()
  },
)

test('with pages only, the backend was replaced before and does not count', () => {
  const whole = record('cloudfront-cohort', full)
  expect(way(whole, at('cloudfront-cohort', 'rollout'))).toBe('main-waits')
  expect(way(whole, at('cloudfront-cohort', 'frontend-publish'))).toBeNull()
})

test('ECS keeps no old half to go back to', () => {
  expect(way(record('ecs-native', full), at('ecs-native', 'rollout'))).toBeNull()
})

test('what went to zero a minute ago is over, and another emergency is another one', () => {
  const zero = (seconds: number) =>
    record('alb-weights', { ...full, how: 'zero', askedAt: after(seconds).toISOString() })
  expect(way(zero(0))).toBe('runs')
  expect(way(zero(-31))).toBeNull()
})
