import type { Actor } from '@lockstep/shared-types/actor'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Problem } from '@lockstep/shared-types/problem'
import type { Release } from '@lockstep/shared-types/release'
import { standsInTheWay } from '@lockstep/shared-types/version-hold'
import type { Environment } from '../../domain/environment.ts'
import { emergencyTarget, type EmergencyTarget } from '../../domain/release/emergency-target.ts'
import { blockingChecks, overridableChecks } from '../../domain/release/preflight/check-preflight.ts'
import { unknownEnvironment } from '../../domain/request-problems.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { newRelease } from './new-release.ts'
import { planRelease, type PlanReleaseDeps } from './plan-release.ts'
import type { StoreReleases } from './ports.ts'
import { planBlocked } from './release-problems.ts'

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

/** Versions that served here among which the one to go back to is looked for. */
const knownGood = 20

/**
 * Plans and starts the rollback to what served well before, in one: no confirmation is typed, and what may be overridden is.
 * The same key gets the first one back. Problems: `not-found`, `nothing-to-go-back-to`, `plan-blocked`, `release-active`.
 */
export async function startEmergencyRollback(
  deps: EmergencyRollbackDeps,
  request: EmergencyRollback,
): Promise<Result<Release>> {
  const { ref, actor, reason, idempotencyKey } = request
  const environment = deps.findEnvironment(ref)
  if (environment === null) return unknownEnvironment(ref)
  const first = await deps.releases.findByKey(actor.id, idempotencyKey)
  if (first !== null) return ok(first)
  const target = await findTarget(deps, environment, request.after)
  if (target === null) return fail(nothingToGoBackTo(ref))
  const planned = await planRelease(deps, {
    ref,
    request: { kind: 'rollback', scope: target.scope, digest: target.artifact.digest, emergency: true },
    actor,
  })
  if (!planned.ok) return planned
  const plan = planned.value
  const blocking = blockingChecks(plan.preflight)
  if (blocking.length > 0) return fail(planBlocked(blocking, false))
  const stored = await deps.releases.getPlan(plan.id)
  const release = newRelease(plan, {
    id: deps.newId(),
    actor,
    reason,
    overrides: overridableChecks(plan.preflight).map((check) => ({ check: check.id, reason })),
    rollbackOf: request.after?.id ?? null,
    now: deps.clock.now(),
  })
  return await deps.releases.start({
    release,
    emergency: true,
    fromTaskDefinition: stored?.basis.taskDefinitionArn ?? null,
    idempotencyKey,
    action: 'rollout.emergency',
    ends: null,
  })
}

async function findTarget(
  { observe, releases }: EmergencyRollbackDeps,
  environment: Environment,
  after: Release | null,
): Promise<EmergencyTarget | null> {
  const [{ runningImage }, good, last] = await Promise.all([
    observe(environment),
    releases.goodReleases(environment, knownGood),
    releases.lastEnded(environment),
  ])
  const running = runningImage.state === 'read' ? runningImage.value.digest : null
  const proven = good.filter(({ isUnproven, hold }) => isUnproven !== true && !standsInTheWay(hold))
  return emergencyTarget({ after, running, good: proven, last })
}

const nothingToGoBackTo = ({ applicationId, environmentId }: EnvironmentRef): Problem => ({
  code: 'nothing-to-go-back-to',
  title: 'Lockstep knows no earlier version that served here.',
  detail: `${applicationId}/${environmentId}`,
  remedy: 'Pick a version in the list of artifacts and roll back to it.',
})
