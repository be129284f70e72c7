import type { Plan } from '@lockstep/shared-types/plan'
import type { Release } from '@lockstep/shared-types/release'
import type { PreflightCheck } from '@lockstep/shared-types/preflight'
import type { Environment } from '../../domain/environment.ts'
import {
  blockingChecks,
  checkPreflight,
  overridableChecks,
} from '../../domain/release/preflight/check-preflight.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { ArtifactLookup, CheckBucket, InspectArtifact, Observe } from './ports.ts'

export type RecheckPreflightDeps = {
  readonly observe: Observe
  readonly artifacts: Pick<ArtifactLookup, 'get'>
  readonly inspectArtifact: InspectArtifact
  readonly checkBucket: CheckBucket
}

/**
 * The preflight checks once more, when the release runs. A sentence when nothing blocks; `verification-failed` when
 * something does that nobody has overridden, `aws-unavailable` when it could not be told and may be later.
 */
export async function recheckPreflight(
  deps: RecheckPreflightDeps,
  environment: Environment,
  { release, plan }: { readonly release: Release; readonly plan: Plan },
): Promise<Result<string>> {
  const { artifact, overrides } = release
  if (artifact === null) return ok('Nothing to check.')
  const frontend = plan.scope !== 'backend'
  const registered = await deps.artifacts.get(environment, artifact.digest)
  const [observation, inspection, bucket] = await Promise.all([
    deps.observe(environment),
    frontend && !plan.emergency && registered.ok ? deps.inspectArtifact(environment, artifact) : null,
    frontend ? deps.checkBucket(environment) : null,
  ])
  const checks = checkPreflight({
    environment,
    shape: plan,
    artifact,
    registered,
    inspection,
    observation,
    bucket,
    activeReleaseId: null,
  })
  const blocking = [
    ...blockingChecks(checks),
    ...overridableChecks(checks).filter(({ id }) => !overrides.some(({ check }) => check === id)),
  ]
  if (blocking.length === 0) return ok(`${checks.length} checks done; nothing stands against it.`)
  return fail(blockedBy(blocking))
}

function blockedBy(blocking: readonly PreflightCheck[]) {
  const certain = blocking.filter((check) => check.status === 'fail')
  const shown = certain.length > 0 ? certain : blocking
  return {
    code: certain.length > 0 ? ('verification-failed' as const) : ('aws-unavailable' as const),
    title: certain.length > 0 ? 'A preflight check fails now.' : 'A preflight check could not be made.',
    detail: shown.map((check) => check.sentence).join(' '),
    remedy: 'Repair what it says, and compute the plan again.',
    errors: shown.map((check) => ({ path: check.id, message: check.sentence })),
  }
}
