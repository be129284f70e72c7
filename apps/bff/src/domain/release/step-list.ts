import type { ReleaseKind, ReleaseScope, ReleaseStrategy } from '@lockstep/shared-types/release-kind'
import { releaseStepIds, type ReleaseStepId } from '@lockstep/shared-types/release'
import type { RolloutDriverId } from '@lockstep/shared-types/rollout'
import { stagedSteps } from '../rollout/staged-steps.ts'

export type ReleaseShape = {
  readonly kind: ReleaseKind
  readonly scope: ReleaseScope
  readonly strategy: ReleaseStrategy
  readonly emergency: boolean
}

/** Which half a step works on; `both` belongs to every release, `pair` needs a frontend to compare with a backend. */
const stepHalf = {
  preflight: 'both',
  'candidate-update': 'backend',
  'candidate-publish': 'frontend',
  'candidate-steady': 'backend',
  rollout: 'both',
  'backend-update': 'backend',
  'backend-start': 'backend',
  'frontend-publish': 'frontend',
  invalidate: 'frontend',
  'backend-steady': 'backend',
  health: 'backend',
  'invalidation-done': 'frontend',
  'edge-version': 'frontend',
  endpoint: 'frontend',
  'rollout-finish': 'both',
  watch: 'both',
  tidy: 'frontend',
} as const satisfies Record<ReleaseStepId, ReleaseScope>

const invalidationSteps: readonly ReleaseStepId[] = ['invalidate', 'invalidation-done']
/** What an emergency does not wait for: people read the numbers already. */
const canWait: readonly ReleaseStepId[] = ['watch']

const rolloutSteps: readonly ReleaseStepId[] = [
  'candidate-update',
  'candidate-publish',
  'candidate-steady',
  'rollout',
  'rollout-finish',
]
/** The halves of which a driver has a candidate beside main: a release that was broken off may have left traffic on it. */
const candidateScopes: Readonly<Record<RolloutDriverId, readonly ReleaseScope[]>> = {
  'alb-weights': ['both', 'backend'],
  // Main may be sent the traffic only by a release that has proved its backend.
  paired: ['both', 'backend'],
  'cloudfront-cohort': ['both', 'frontend'],
  'ecs-native': [],
  'appconfig-flag': [],
}
/** Whether a release all at once of this scope ends with all traffic on main. */
export const bringsToMain = (driver: RolloutDriverId, scope: ReleaseScope): boolean =>
  candidateScopes[driver].includes(scope)
const plainSteps = releaseStepIds.filter((id) => !rolloutSteps.includes(id))

/**
 * All at once, with the traffic brought to the main half where another release may have left it elsewhere: as soon as its
 * backend runs the version, because the calls that prove this go where the traffic goes.
 */
function plainStepsWith(driver: RolloutDriverId | null, scope: ReleaseScope): readonly ReleaseStepId[] {
  if (driver === null || !bringsToMain(driver, scope)) return plainSteps
  const follower: ReleaseStepId = scope === 'frontend' ? 'watch' : 'health'
  return plainSteps.flatMap((id) => (id === follower ? (['rollout-finish', id] as const) : [id]))
}

/** The steps of a release, in the order in which they run; `driver` is that of the environment's rollout. */
export function releaseSteps(
  { kind, scope, strategy, emergency }: ReleaseShape,
  driver: RolloutDriverId | null,
): readonly ReleaseStepId[] {
  if (kind === 'invalidate') return invalidationSteps
  if (kind === 'rollout') return driver === null ? [] : stagedSteps[driver]
  const steps = strategy === 'stages' && driver !== null ? stagedSteps[driver] : plainStepsWith(driver, scope)
  return steps.filter((id) => {
    if (emergency && canWait.includes(id)) return false
    const half = stepHalf[id]
    return scope === 'both' || half === 'both' || half === scope
  })
}
