import type { Actor } from '@lockstep/shared-types/actor'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Problem } from '@lockstep/shared-types/problem'
import type { Release, StartReleaseInput } from '@lockstep/shared-types/release'
import type { Clock } from '../../domain/clock.ts'
import type { Environment } from '../../domain/environment.ts'
import { changedSince, planBasis } from '../../domain/release/plan-basis.ts'
import { blockingChecks, overridableChecks } from '../../domain/release/preflight/check-preflight.ts'
import { releaseActive } from '../../domain/release/release-active.ts'
import { unknownEnvironment } from '../../domain/request-problems.ts'
import { fail, type Result } from '../../domain/result.ts'
import type { TrafficState } from '../../domain/rollout/traffic.ts'
import { newRelease } from './new-release.ts'
import type { FindEnvironment, Observe, RolloutReads, StoredPlan, StoreReleases } from './ports.ts'
import { auditRefusal } from './audit-refusal.ts'
import { undoneBy } from './undone-by.ts'
import { confirmationWrong, planBlocked, planOutdated, reasonMissing } from './release-problems.ts'

export type StartReleaseDeps = {
  readonly findEnvironment: FindEnvironment
  readonly observe: Observe
  readonly rolloutReads: Pick<RolloutReads, 'driverFor'>
  readonly releases: Pick<
    StoreReleases,
    'getPlan' | 'findByKey' | 'activeReleaseId' | 'lastEnded' | 'start' | 'refused'
  >
  readonly newId: () => string
  readonly clock: Clock
}

export type StartRelease = {
  readonly ref: EnvironmentRef
  readonly start: StartReleaseInput
  readonly actor: Actor
  readonly idempotencyKey: string
}

/**
 * Starts what a plan says. The same actor and key get the first release back. Problems: `not-found`, `plan-outdated`,
 * `plan-blocked`, `confirmation-wrong`, `reason-missing`, `release-active`.
 */
export async function startRelease(deps: StartReleaseDeps, input: StartRelease): Promise<Result<Release>> {
  const { ref, actor, start } = input
  const refusal = {
    action: 'release.start',
    ref,
    releaseId: null,
    actor,
    reason: start.reason,
    asked: { planId: start.planId },
  } as const
  return await auditRefusal(deps.releases, refusal, await tryToStart(deps, input))
}

async function tryToStart(
  deps: StartReleaseDeps,
  { ref, start, actor, idempotencyKey }: StartRelease,
): Promise<Result<Release>> {
  const environment = deps.findEnvironment(ref)
  if (environment === null) return unknownEnvironment(ref)
  const first = await deps.releases.findByKey(actor.id, idempotencyKey)
  if (first !== null) return { ok: true, value: first }
  const stored = await deps.releases.getPlan(start.planId)
  if (stored === null || !isOf(stored, ref)) return fail(planOutdated('There is no such plan any more.'))
  // A release that runs has changed what the plan rests on: who comes second should hear of it, not of its traces.
  const activeReleaseId = await deps.releases.activeReleaseId(ref)
  if (activeReleaseId !== null) return fail(releaseActive(ref, activeReleaseId))
  const refusal = refuse(stored, start, deps.clock.now())
  if (refusal !== null) return fail(refusal)
  const [observation, traffic] = await Promise.all([
    deps.observe(environment),
    readTraffic(deps, environment, stored),
  ])
  const basis = planBasis(environment, observation, stored.basis.commit, traffic)
  const changed = changedSince(stored.basis, basis)
  if (changed.length > 0)
    return fail(planOutdated(`Meanwhile something else has changed ${changed.join(' and ')}.`))
  // Only what was overridden is kept: the audit trail must not name what stood in nobody's way.
  const overridden = overridableChecks(stored.plan.preflight)
  const release = newRelease(stored.plan, {
    id: deps.newId(),
    actor,
    reason: start.reason === '' ? null : start.reason,
    overrides: start.overrides.filter(({ check }) => overridden.some(({ id }) => id === check)),
    rollbackOf: await undoneBy(deps, ref, stored.plan),
    now: deps.clock.now(),
  })
  return await deps.releases.start({
    release,
    emergency: stored.plan.emergency,
    fromTaskDefinition: stored.basis.taskDefinitionArn,
    idempotencyKey,
    action: 'release.start',
    ends: null,
  })
}

/** The candidate's share now, where the plan is of a release in stages. */
async function readTraffic(
  { rolloutReads, clock }: StartReleaseDeps,
  environment: Environment,
  { plan }: StoredPlan,
): Promise<Result<TrafficState> | null> {
  if (plan.strategy !== 'stages') return null
  const startedAt = clock.now().toISOString()
  return (
    (await rolloutReads.driverFor(environment)?.read({ environment, releaseId: plan.id, startedAt })) ?? null
  )
}

const isOf = ({ plan }: StoredPlan, ref: EnvironmentRef): boolean =>
  plan.applicationId === ref.applicationId && plan.environmentId === ref.environmentId

/** Why the plan may not start as it was confirmed; null when it may. */
function refuse({ plan }: StoredPlan, start: StartReleaseInput, now: Date): Problem | null {
  if (now.getTime() >= Date.parse(plan.expiresAt)) return planOutdated(`It was good until ${plan.expiresAt}.`)
  const blocking = blockingChecks(plan.preflight)
  if (blocking.some(({ id }) => id === 'no-active-release'))
    return planOutdated('The release that ran here when it was computed has ended.')
  if (blocking.length > 0) return planBlocked(blocking, false)
  const open = overridableChecks(plan.preflight).filter(
    (check) => !start.overrides.some((override) => override.check === check.id),
  )
  if (open.length > 0) return planBlocked(open, true)
  const { phrase, reasonRequired } = plan.confirmation
  if (phrase !== null && start.confirmation?.trim() !== phrase) return confirmationWrong(phrase)
  if (reasonRequired && (start.reason === null || start.reason === '')) return reasonMissing
  return null
}
