import type { Release } from '@lockstep/shared-types/release'
import { lockstepActor } from '../../domain/release/actors.ts'
import { blockingChecks, overridableChecks } from '../../domain/release/preflight/check-preflight.ts'
import { fail, type Result } from '../../domain/result.ts'
import { newRelease } from './new-release.ts'
import { planRelease, type PlanReleaseDeps } from './plan-release.ts'
import type { ReleaseEnding, StoreReleases } from './ports.ts'
import { planBlocked } from './release-problems.ts'
import { undoneSettings } from './undone-settings.ts'

export type AutomaticRollbackDeps = Omit<PlanReleaseDeps, 'releases'> & {
  readonly releases: PlanReleaseDeps['releases'] & Pick<StoreReleases, 'getPlan' | 'findByKey' | 'start'>
}

/**
 * Ends a release whose watch window was breached and starts the rollback to what ran before, in one transaction.
 * Doing it again returns the rollback that was started first. `plan-blocked` when there is no way back.
 */
export async function startAutomaticRollback(
  deps: AutomaticRollbackDeps,
  { breached, ending, reason }: { breached: Release; ending: ReleaseEnding; reason: string },
): Promise<Result<Release>> {
  const idempotencyKey = `automatic-rollback-of-${breached.id}`
  const first = await deps.releases.findByKey(lockstepActor.id, idempotencyKey)
  if (first !== null) return { ok: true, value: first }
  if (breached.from === null)
    return fail({
      code: 'plan-blocked',
      title: 'What ran before is not known, so there is nothing to roll back to.',
      detail: null,
      remedy: 'Pick a version and roll back by hand.',
    })
  const { applicationId, environmentId, scope } = breached
  const planned = await planRelease(deps, {
    ref: { applicationId, environmentId },
    request: {
      kind: 'rollback',
      scope,
      digest: breached.from.digest,
      emergency: false,
      base: await undoneSettings(deps, breached),
    },
    version: breached.from.version,
    actor: lockstepActor,
  })
  if (!planned.ok) return planned
  const plan = planned.value
  // The breached release is still the active one here; it ends in the same transaction.
  const blocking = [
    // What could not be read holds nothing back: the rollback itself looks again and again before it changes anything.
    ...blockingChecks(plan.preflight).filter(
      (check) => check.id !== 'no-active-release' && check.isUnread !== true,
    ),
    // Nothing goes back by itself to what failed here.
    ...overridableChecks(plan.preflight).filter(
      ({ id, status }) => id === 'artifact-held' && status === 'fail',
    ),
  ]
  if (blocking.length > 0) return fail(planBlocked(blocking, false))
  const stored = await deps.releases.getPlan(plan.id)
  const release = newRelease(plan, {
    id: deps.newId(),
    actor: lockstepActor,
    reason,
    overrides: overridableChecks(plan.preflight).map((check) => ({ check: check.id, reason })),
    rollbackOf: breached.id,
    now: deps.clock.now(),
  })
  return await deps.releases.start({
    release,
    emergency: false,
    fromTaskDefinition: stored?.basis.taskDefinitionArn ?? null,
    idempotencyKey,
    action: 'release.rollback-automatic',
    ends: ending,
  })
}
