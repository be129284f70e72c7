import type { Actor } from '@lockstep/shared-types/actor'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Release } from '@lockstep/shared-types/release'
import { blockingChecks, overridableChecks } from '../../domain/release/preflight/check-preflight.ts'
import { releaseActive } from '../../domain/release/release-active.ts'
import { unknownEnvironment } from '../../domain/request-problems.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { readOnce } from './hurried-reads.ts'
import { newRelease } from './new-release.ts'
import { planRelease, type PlanReleaseDeps } from './plan-release.ts'
import { findWayBack } from './find-way-back.ts'
import type { StoreReleases } from './ports.ts'
import { emergencyBlocked } from './release-problems.ts'
import { undoneBy } from './undone-by.ts'
import { undoneSettings } from './undone-settings.ts'

export type EmergencyRollbackDeps = Omit<PlanReleaseDeps, 'releases'> & {
  readonly releases: PlanReleaseDeps['releases'] &
    Pick<StoreReleases, 'getPlan' | 'findByKey' | 'start' | 'lastEnded'>
}

export type EmergencyRollback = {
  readonly ref: EnvironmentRef
  readonly actor: Actor
  readonly reason: string
  /** The release that was aborted for the emergency; null when none ran. */
  readonly after: Release | null
  readonly idempotencyKey: string
}

export type EmergencyStarted = {
  readonly release: Release
  /** What nobody could prove beforehand, in sentences: AWS did not let it be read. */
  readonly notProven: readonly string[]
}

/**
 * Plans and starts the rollback to what served well before, in one: no confirmation is typed, and what may be overridden is.
 * What could not be read holds nothing up, and is told. The same key gets the first one back. Problems: `not-found`,
 * `nothing-to-go-back-to`, `plan-blocked`, `release-active`.
 */
export async function startEmergencyRollback(
  patient: EmergencyRollbackDeps,
  request: EmergencyRollback,
): Promise<Result<EmergencyStarted>> {
  const deps = readOnce(patient)
  const { ref, actor, reason, idempotencyKey } = request
  const environment = deps.findEnvironment(ref)
  if (environment === null) return unknownEnvironment(ref)
  const first = await deps.releases.findByKey(actor.id, idempotencyKey)
  if (first !== null) return ok({ release: first, notProven: [] })
  const found = await findWayBack(deps, environment, request.after)
  if (!found.ok) return found
  const target = found.value
  const planned = await planRelease(deps, {
    ref,
    request: {
      kind: 'rollback',
      scope: target.scope,
      digest: target.artifact.digest,
      emergency: true,
      base: await undoneSettings(deps, request.after),
    },
    actor,
    version: target.artifact.version,
  })
  if (!planned.ok) return planned
  const plan = planned.value
  const blocking = blockingChecks(plan.preflight)
  const active = blocking.find(({ id }) => id === 'no-active-release')
  if (active !== undefined) return fail(releaseActive(ref, active.observed))
  if (blocking.length > 0) return fail(emergencyBlocked(target.artifact, blocking))
  const stored = await deps.releases.getPlan(plan.id)
  const release = newRelease(plan, {
    id: deps.newId(),
    actor,
    reason,
    overrides: overridableChecks(plan.preflight).map((check) => ({ check: check.id, reason })),
    rollbackOf: request.after?.id ?? (await undoneBy(deps, ref, plan)),
    now: deps.clock.now(),
  })
  const started = await deps.releases.start({
    release,
    emergency: true,
    fromTaskDefinition: stored?.basis.taskDefinitionArn ?? null,
    idempotencyKey,
    action: 'rollout.emergency',
    ends: null,
  })
  const unread = plan.preflight.filter(({ isUnread }) => isUnread === true)
  return started.ok
    ? ok({ release: started.value, notProven: unread.map(({ sentence }) => sentence) })
    : started
}
