import type { Plan } from '@lockstep/shared-types/plan'
import type { Release } from '@lockstep/shared-types/release'
import type { Problem } from '@lockstep/shared-types/problem'
import type { Environment } from '../../domain/environment.ts'
import {
  blocks,
  judgePreflight,
  judgeRolloutPreflight,
  type JudgedCheck,
} from '../../domain/release/preflight/check-preflight.ts'
import { isRetryable } from '../../domain/release/retryable.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { gatherRolloutFacts, gatherTrafficBefore } from './gather-rollout-facts.ts'
import { gatherSidecars, type GatherSidecarsDeps } from './gather-sidecars.ts'
import type {
  ArtifactLookup,
  CheckBucket,
  InspectArtifact,
  Observe,
  RolloutReads,
  StoreReleases,
} from './ports.ts'

export type RecheckPreflightDeps = GatherSidecarsDeps & {
  readonly observe: Observe
  readonly artifacts: Pick<ArtifactLookup, 'get'>
  readonly inspectArtifact: InspectArtifact
  readonly checkBucket: CheckBucket
  readonly rolloutReads: RolloutReads
  readonly releases: Pick<StoreReleases, 'versionHolds'>
}

/**
 * The preflight checks once more, when the release runs. A sentence when nothing blocks; `verification-failed` when
 * something does that nobody has overridden, the code of a read that was refused or found nothing, `aws-unavailable`
 * when a check could not be made and may be later.
 */
export async function recheckPreflight(
  deps: RecheckPreflightDeps,
  environment: Environment,
  { release, plan }: { readonly release: Release; readonly plan: Plan },
): Promise<Result<string>> {
  const { overrides } = release
  const judged = await judgeAgain(deps, environment, release, plan)
  const blocking = judged.filter(
    ({ check }) =>
      blocks(check) && !(check.overridable && overrides.some((override) => override.check === check.id)),
  )
  if (blocking.length > 0) return fail(blockedBy(blocking))
  const unread = judged.flatMap(({ check }) => (check.isUnread === true ? [check.sentence] : []))
  const done = `${judged.length} checks done; nothing stands against it.`
  return ok(unread.length === 0 ? done : `${done} Not proven: ${unread.join(' ')}`)
}

async function judgeAgain(
  deps: RecheckPreflightDeps,
  environment: Environment,
  { id, artifact, createdAt }: Release,
  plan: Plan,
): Promise<JudgedCheck[]> {
  const rollout =
    plan.strategy === 'stages'
      ? await gatherRolloutFacts(deps.rolloutReads, environment, {
          stages: plan.rollout?.stages ?? [],
          releaseId: id,
          startedAt: createdAt,
        })
      : null
  if (artifact === null) return judgeRolloutPreflight({ environment, activeReleaseId: null, rollout })
  const frontend = plan.scope !== 'backend'
  const registered = await deps.artifacts.get(environment, artifact.digest)
  const [observation, inspection, bucket, trafficBefore, holds] = await Promise.all([
    deps.observe(environment),
    frontend && !plan.emergency && registered.ok ? deps.inspectArtifact(environment, artifact) : null,
    frontend ? deps.checkBucket(environment) : null,
    gatherTrafficBefore(deps.rolloutReads, environment, plan, { releaseId: id, startedAt: createdAt }),
    deps.releases.versionHolds(environment),
  ])
  return judgePreflight({
    environment,
    shape: plan,
    artifact,
    registered,
    inspection,
    observation,
    invalidationMode: plan.invalidation?.mode ?? null,
    bucket,
    risks: null,
    hold: holds.get(artifact.digest) ?? null,
    taskDefinition: null,
    sidecars: await gatherSidecars(deps, environment, observation, plan.taskDefinition),
    taskPlatform: plan.taskDefinition?.platform ?? null,
    activeReleaseId: null,
    rollout,
    trafficBefore,
  })
}

const repair = 'Repair what it says, and compute the plan again.'

/** Trying again helps only where no check fails and every failed read may pass by itself. */
function blockedBy(blocking: readonly JudgedCheck[]): Problem {
  const lasting = blocking.filter(
    ({ check, problem }) => check.status === 'fail' || (problem !== null && !isRetryable(problem)),
  )
  const shown = lasting.length > 0 ? lasting : blocking
  const errors = shown.map(({ check }) => ({ path: check.id, message: check.sentence }))
  const detail = shown.map(({ check }) => check.sentence).join(' ')
  const could = 'A preflight check could not be made'
  if (lasting.length === 0)
    return { code: 'aws-unavailable', title: `${could}.`, detail, remedy: repair, errors }
  // A check that fails by what it read says more than a read that was refused.
  const refused = lasting.every(({ problem }) => problem !== null) ? lasting[0]?.problem : null
  if (!refused)
    return {
      code: 'verification-failed',
      title: 'A preflight check fails now.',
      detail,
      remedy: repair,
      errors,
    }
  return {
    code: refused.code,
    title: `${could}: ${refused.title}`,
    detail: refused.detail,
    remedy: refused.remedy ?? repair,
    errors,
  }
}
