import type { EnvironmentRef, RolloutGlance } from '@lockstep/shared-types/environment'
import type { DriftReport } from '@lockstep/shared-types/drift'
import type { ReleaseSummary } from '@lockstep/shared-types/release'
import type { Observation } from '../../domain/drift/observation.ts'

/** The newest stored report with its observation; null before the first. */
export type ReadSnapshot = (
  ref: EnvironmentRef,
) => Promise<{ readonly report: DriftReport; readonly observation: Observation } | null>

/** The active release, the last ended one and the rollout that runs; null where there is none. */
export type ReadEnvironmentReleases = (ref: EnvironmentRef) => Promise<{
  readonly active: ReleaseSummary | null
  readonly last: ReleaseSummary | null
  readonly rollout: RolloutGlance | null
}>
