import type { DriftReport } from '@lockstep/shared-types/drift'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { ReleaseSummary } from '@lockstep/shared-types/release'

/** What the fleet shows of an environment's newest drift report. */
export type DriftGlance = EnvironmentRef &
  Pick<DriftReport, 'status' | 'since' | 'headline' | 'observedAt'> & {
    readonly failing: number
    readonly warning: number
    readonly unknown: number
    readonly frontendVersion: string | null
    readonly backendVersion: string | null
  }

export type ReadGlances = () => Promise<readonly DriftGlance[]>

/** The active release and the last ended one of each environment, where there are any. */
export type ReadCurrentReleases = () => Promise<{
  readonly active: readonly ReleaseSummary[]
  readonly last: readonly ReleaseSummary[]
}>
