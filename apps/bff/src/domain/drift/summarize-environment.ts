import type { EnvironmentSummary, RolloutGlance } from '@lockstep/shared-types/environment'
import { asOf } from '@lockstep/shared-types/freshness'
import type { ReleaseSummary } from '@lockstep/shared-types/release'
import type { Environment } from '../environment.ts'
import type { DriftGlance } from './drift-glance.ts'

/** One row of the fleet, as known `now`. An environment that was never checked, or too long ago, is `unknown`, and says so. */
export function summarizeEnvironment(
  environment: Environment,
  glance: DriftGlance | null,
  activeRelease: ReleaseSummary | null,
  lastRelease: ReleaseSummary | null,
  rollout: RolloutGlance | null,
  now: Date,
): EnvironmentSummary {
  const { applicationId, applicationName, environmentId, name } = environment
  const { staleAfterSeconds } = environment.drift
  const summary: EnvironmentSummary = {
    applicationId,
    environmentId,
    applicationName,
    name,
    protected: environment.protected,
    status: glance?.status ?? 'unknown',
    since: glance?.since ?? null,
    headline: glance?.headline ?? 'The first drift check has not ended yet.',
    failing: glance?.failing ?? 0,
    warning: glance?.warning ?? 0,
    unknown: glance?.unknown ?? 0,
    frontendVersion: glance?.frontendVersion ?? null,
    backendVersion: glance?.backendVersion ?? null,
    observedAt: glance?.observedAt ?? null,
    staleAfterSeconds,
    activeRelease,
    lastRelease,
    rollout,
  }
  return asOf(summary, staleAfterSeconds, now.getTime())
}
