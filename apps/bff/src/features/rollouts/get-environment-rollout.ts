import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { EnvironmentRollout } from '@lockstep/shared-types/rollout'
import { isRollbackUnderWay } from '../../domain/release/under-way.ts'
import { unknownEnvironment } from '../../domain/request-problems.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { RolloutRecord } from '../../domain/rollout/rollout-record.ts'
import { inWords, isMainDown, mainDown } from '../../domain/rollout/receiving-half.ts'
import { mainFirst, type WayToZero } from '../../domain/rollout/way-to-zero.ts'
import type { PoliciesInForce } from '../../domain/policy/in-force.ts'
import { readWay, type Way } from './read-way.ts'
import { showRollout, type ShowRolloutDeps } from './get-rollout.ts'
import type { EmergencyReleases, StoreRollouts } from './ports.ts'

export type EnvironmentRolloutDeps = ShowRolloutDeps & {
  readonly rollouts: Pick<StoreRollouts, 'newest'>
  readonly policies: Pick<PoliciesInForce, 'rolloutPolicyInForce'>
  readonly releases: Pick<EmergencyReleases, 'active' | 'last' | 'target'>
}

/** What an environment can roll out with, what runs there, and what the emergency button would do. Asks nothing of AWS. */
export async function getEnvironmentRollout(
  deps: EnvironmentRolloutDeps,
  ref: EnvironmentRef,
): Promise<Result<EnvironmentRollout>> {
  const environment = deps.findEnvironment(ref)
  if (environment === null) return unknownEnvironment(ref)
  const [found, inForce] = await Promise.all([
    // What ECS was told is not asked for a page: the button asks it.
    readWay({ ...deps, mainState: () => Promise.resolve('told') }, ref),
    deps.policies.rolloutPolicyInForce(environment),
  ])
  return ok({
    applicationId: ref.applicationId,
    environmentId: ref.environmentId,
    driver: environment.rollout?.driver.type ?? null,
    stages: inForce?.policy.stages ?? [],
    rollout: found.record === null ? null : showRollout(deps, found.record),
    emergency: await emergencySentence(deps, ref, found),
  })
}

async function emergencySentence(
  { releases }: Pick<EnvironmentRolloutDeps, 'releases'>,
  ref: EnvironmentRef,
  { record, active, way, left }: Way,
): Promise<string | null> {
  // A press right after the end means the same emergency; what the button is for is what comes after that.
  if (record !== null && way !== null && !hasLeft(record))
    return way === 'runs' && isMainDown(record.state.healthy)
      ? `Nothing: ${inWords(mainDown)}`
      : zeroSentence(record, way)
  if (active !== null && isRollbackUnderWay(active))
    return `The rollback to ${active.artifact?.version ?? 'the version before'} is under way already.`
  const target = await releases.target(ref, active ?? left)
  if (target === null) return null
  if (left !== null)
    return `Brings all traffic from the candidate back to ${target.version} on the main half. ${mainFirst}`
  if (active === null) return `Rolls back to ${target.version} at once; skips everything that can wait.`
  const isFull = record?.releaseId === active.id && record.state.end?.how === 'full'
  const aborts = `Aborts the release that runs here and rolls back to ${target.version} at once.`
  return isFull ? `${aborts} ${mainFirst}` : aborts
}

const hasLeft = ({ state }: RolloutRecord): boolean => state.phase === 'ended' && state.end?.how === 'zero'

function zeroSentence({ state: { candidate, baseline } }: RolloutRecord, way: WayToZero): string {
  const old = baseline?.version ?? 'the old path'
  const off = `Takes all traffic off ${candidate?.version ?? 'the new path'} at once;`
  switch (way) {
    case 'runs':
      return `${off} ${old} serves everybody.`
    case 'flag-on':
      return 'Sets the flag back to 0 % at once: everybody gets the old path, and nothing is deployed.'
    case 'main-waits':
      return `${off} the main half still runs ${old}, which serves everybody, and is left as it is.`
  }
}
