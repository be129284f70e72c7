import type { Actor } from '@lockstep/shared-types/actor'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Plan, PlanRequest } from '@lockstep/shared-types/plan'
import type { Clock } from '../../domain/clock.ts'
import { runningArtifact } from '../../domain/drift/versions.ts'
import { expectedDurations } from '../../domain/release/expected-durations.ts'
import { planBasis } from '../../domain/release/plan-basis.ts'
import type { ReadRolloutPolicyInForce } from '../../domain/policy/in-force.ts'
import { blockingChecks, judgeRolloutPreflight } from '../../domain/release/preflight/check-preflight.ts'
import { releaseSteps } from '../../domain/release/step-list.ts'
import { undoSentence } from '../../domain/release/undo-sentence.ts'
import { unknownEnvironment } from '../../domain/request-problems.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { bakeSeconds, planRollout } from '../../domain/rollout/plan-rollout.ts'
import { gatherRolloutFacts, gatherTrafficBefore } from './gather-rollout-facts.ts'
import { nothingToRelease, planArtifact, type PlanArtifactDeps, type PlanDetails } from './plan-artifact.ts'
import { canBePlanned, invalidationOf, shapeOf } from './plan-shape.ts'
import type { FindEnvironment, InvalidationPaths, Observe, RolloutReads, StoreReleases } from './ports.ts'
import { rolloutNotConfigured } from './release-problems.ts'

export type PlanReleaseDeps = PlanArtifactDeps & {
  readonly findEnvironment: FindEnvironment
  readonly observe: Observe
  readonly invalidationPaths: InvalidationPaths
  readonly releases: Pick<
    StoreReleases,
    'savePlan' | 'activeReleaseId' | 'stepHistory' | 'goodReleases' | 'versionHolds' | 'get' | 'getPlan'
  >
  readonly rolloutReads: RolloutReads
  /** The stages that the plan shows. */
  readonly rolloutPolicyInForce: ReadRolloutPolicyInForce
  readonly newId: () => string
  readonly clock: Clock
}

const validSeconds = 15 * 60

export type PlanRelease = {
  readonly ref: EnvironmentRef
  readonly request: PlanRequest
  readonly actor: Actor
  /** What the artifact is called, for when the registry does not say. */
  readonly version?: string
}

/** Computes what a release would change, keeps it for 15 minutes, and changes nothing. `not-found` for an unknown environment. */
export async function planRelease(
  deps: PlanReleaseDeps,
  { ref, request, version }: PlanRelease,
): Promise<Result<Plan>> {
  const environment = deps.findEnvironment(ref)
  if (environment === null) return unknownEnvironment(ref)
  const shape = shapeOf(request, environment)
  if (!canBePlanned(environment, shape)) return fail(rolloutNotConfigured(environment))
  const id = deps.newId()
  const now = deps.clock.now()
  const startedAt = now.toISOString()
  const [observation, history, activeReleaseId, policy, trafficBefore] = await Promise.all([
    deps.observe(environment),
    deps.releases.stepHistory(ref),
    deps.releases.activeReleaseId(ref),
    deps.rolloutPolicyInForce(environment),
    gatherTrafficBefore(deps.rolloutReads, environment, shape, { releaseId: id, startedAt }),
  ])
  const rollout =
    shape.strategy === 'stages' && environment.rollout !== null && policy !== null
      ? planRollout(environment.rollout.driver, policy.policy)
      : null
  const begin = { stages: rollout?.stages ?? [], releaseId: id, startedAt }
  const facts =
    shape.strategy === 'stages' ? await gatherRolloutFacts(deps.rolloutReads, environment, begin) : null
  const details = await planDetails(deps, {
    environment,
    shape,
    request,
    version: version ?? null,
    observation,
    activeReleaseId,
    rollout: facts,
    trafficBefore,
  })
  const steps = expectedDurations(
    releaseSteps(shape, environment.rollout?.driver.type ?? null),
    history,
    environment.release.watchSeconds,
    bakeSeconds(rollout?.stages ?? []),
  )
  // Behind a flag, both paths are in the version that runs.
  const from = shape.kind === 'rollout' ? null : runningArtifact(observation, environment)
  const plan: Plan = {
    applicationId: ref.applicationId,
    environmentId: ref.environmentId,
    id,
    ...shape,
    artifact: details.artifact,
    from,
    preflight: details.preflight,
    blocked: blockingChecks(details.preflight).length > 0,
    taskDefinition: details.taskDefinition,
    files: details.files,
    invalidation: invalidationOf(deps, environment, shape, request, details.changedFiles),
    rollout,
    steps,
    expectedSeconds: steps.reduce((sum, step) => sum + step.expectedSeconds, 0),
    undo: undoSentence(shape, from),
    confirmation: {
      phrase: environment.protected && request.kind !== 'invalidate' ? environment.environmentId : null,
      reasonRequired: request.kind === 'rollback',
    },
    unreadable: details.unreadable,
    computedAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + validSeconds * 1000).toISOString(),
  }
  await deps.releases.savePlan({
    plan,
    request,
    basis: {
      ...planBasis(environment, observation, details.commit, facts?.traffic ?? null),
      names: details.names,
    },
  })
  return ok(plan)
}

async function planDetails(
  deps: PlanReleaseDeps,
  input: Omit<Parameters<typeof planArtifact>[1], 'request'> & { readonly request: PlanRequest },
): Promise<PlanDetails> {
  const { request } = input
  switch (request.kind) {
    case 'invalidate':
      return nothingToRelease
    case 'rollout':
      return {
        ...nothingToRelease,
        preflight: judgeRolloutPreflight(input).map(({ check }) => check),
      }
    case 'deploy':
    case 'rollback':
      return await planArtifact(deps, { ...input, request })
  }
}
