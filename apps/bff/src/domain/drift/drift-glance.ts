import type { DriftReport } from '@lockstep/shared-types/drift'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'

/** What a row of the fleet shows of an environment's newest drift report. */
export type DriftGlance = EnvironmentRef &
  Pick<DriftReport, 'status' | 'since' | 'headline' | 'observedAt'> & {
    readonly failing: number
    readonly warning: number
    readonly unknown: number
    readonly frontendVersion: string | null
    readonly backendVersion: string | null
  }

export type Versions = Pick<DriftGlance, 'frontendVersion' | 'backendVersion'>

/** Sums up a report for the fleet. */
export function toGlance(report: DriftReport, versions: Versions): DriftGlance {
  const { applicationId, environmentId, status, since, headline, observedAt, checks } = report
  const count = (wanted: DriftReport['status']): number =>
    checks.filter((check) => check.status === wanted).length
  return {
    applicationId,
    environmentId,
    status,
    since,
    headline,
    observedAt,
    failing: count('fail'),
    warning: count('warn'),
    unknown: count('unknown'),
    frontendVersion: versions.frontendVersion,
    backendVersion: versions.backendVersion,
  }
}
