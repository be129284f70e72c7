import type { Release, ReleaseStep } from '@lockstep/shared-types/release'
import type { MainState } from './main-state.ts'
import type { RolloutRecord } from './rollout-record.ts'

/**
 * Why zero is what an emergency needs. `runs`: users are being moved, or were taken off this moment. `flag-on`: the flag
 * came to everybody, and turning it off is the way back. `main-waits`: everybody is on the candidate, and main still runs
 * the old version, untouched.
 */
export type WayToZero = 'runs' | 'flag-on' | 'main-waits'

export type ZeroFacts = {
  readonly record: RolloutRecord
  /** What runs in the environment now. */
  readonly active: Pick<Release, 'id' | 'steps'> | null
  /** The newest release that changed a version and has ended; null when there was none. */
  readonly last: Pick<Release, 'id' | 'steps' | 'endedAt'> | null
  /** As the release that runs, else the last one, has left it. */
  readonly mainState: MainState
  readonly now: Date
}

/** A press right after the rollout went to zero means the same emergency, not one more step back. */
const sameEmergencySeconds = 60

/** Null when only another version helps. */
export function wayToZero({ record, active, last, mainState, now }: ZeroFacts): WayToZero | null {
  const { state, driver, releaseId } = record
  const { end } = state
  if (state.phase !== 'ended' || end === null) return 'runs'
  if (end.how === 'zero') {
    const seconds = (now.getTime() - Date.parse(end.askedAt)) / 1000
    return seconds >= 0 && seconds < sameEmergencySeconds ? 'runs' : null
  }
  const newest = active ?? last
  const isItsRelease = newest?.id === releaseId
  if (driver === 'appconfig-flag')
    return isItsRelease || (active === null && (last?.endedAt ?? '') <= end.askedAt) ? 'flag-on' : null
  return driver !== 'ecs-native' && isItsRelease && mainWaits(newest.steps, mainState) ? 'main-waits' : null
}

/** Nothing after the rollout has begun to change what main runs. */
export function mainWaits(steps: Release['steps'], mainState: MainState): boolean {
  if (mainState === 'down') return false
  const rollout = steps.findIndex(({ id }) => id === 'rollout')
  return rollout >= 0 && !steps.slice(rollout).some((step) => hasTouched(step, mainState === 'told'))
}

function hasTouched({ id, state }: ReleaseStep, isTold: boolean): boolean {
  const begun = state !== 'pending' && state !== 'skipped'
  return begun && (id === 'frontend-publish' || (id === 'backend-update' && isTold))
}

/** Why a rollback does not begin with the traffic when main was being changed already. */
export const mainFirst =
  'Where the main half was being changed already, traffic leaves the candidate only when that is whole again.'
