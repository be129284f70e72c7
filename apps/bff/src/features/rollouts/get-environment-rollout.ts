import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { EnvironmentRollout } from '@lockstep/shared-types/rollout'
import { unknownEnvironment } from '../../domain/request-problems.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { RolloutRecord } from '../../domain/rollout/rollout-record.ts'
import type { PoliciesInForce } from '../../domain/policy/in-force.ts'
import { showRollout, type ShowRolloutDeps } from './get-rollout.ts'
import type { EmergencyReleases, StoreRollouts } from './ports.ts'

export type EnvironmentRolloutDeps = ShowRolloutDeps & {
  readonly rollouts: Pick<StoreRollouts, 'newest'>
  readonly policies: Pick<PoliciesInForce, 'rolloutPolicyInForce'>
  readonly releases: Pick<EmergencyReleases, 'active' | 'target'>
}

/** What an environment can roll out with, what runs there, and what the emergency button would do. Asks nothing of AWS. */
export async function getEnvironmentRollout(
  deps: EnvironmentRolloutDeps,
  ref: EnvironmentRef,
): Promise<Result<EnvironmentRollout>> {
  const environment = deps.findEnvironment(ref)
  if (environment === null) return unknownEnvironment(ref)
  const [record, inForce] = await Promise.all([
    deps.rollouts.newest(ref),
    deps.policies.rolloutPolicyInForce(environment),
  ])
  return ok({
    applicationId: ref.applicationId,
    environmentId: ref.environmentId,
    driver: environment.rollout?.driver.type ?? null,
    stages: inForce?.policy.stages ?? [],
    rollout: record === null ? null : showRollout(deps, record),
    emergency: await emergencySentence(deps, ref, record),
  })
}

async function emergencySentence(
  { releases }: Pick<EnvironmentRolloutDeps, 'releases'>,
  ref: EnvironmentRef,
  record: RolloutRecord | null,
): Promise<string | null> {
  if (record !== null && record.state.phase !== 'ended') {
    const { candidate, baseline } = record.state
    return `Takes all traffic off ${candidate?.version ?? 'the new path'} at once; ${baseline?.version ?? 'the old path'} serves everybody.`
  }
  const active = await releases.active(ref)
  if (active?.kind === 'rollback')
    return `The rollback to ${active.artifact?.version ?? 'the version before'} is under way already.`
  const target = active?.from ?? (await releases.target(ref))
  if (target === null) return null
  return active === null
    ? `Rolls back to ${target.version} at once; skips everything that can wait.`
    : `Aborts the release that runs here and rolls back to ${target.version} at once.`
}
