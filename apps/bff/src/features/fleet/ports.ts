import type { EnvironmentRef, RolloutGlance } from '@lockstep/shared-types/environment'
import type { ReleaseSummary } from '@lockstep/shared-types/release'
import type { DriftGlance } from '../../domain/drift/drift-glance.ts'

export type ReadGlances = () => Promise<readonly DriftGlance[]>

/** The active release, the last ended one and the running rollout of each environment, where there are any. */
export type ReadCurrentReleases = () => Promise<{
  readonly active: readonly ReleaseSummary[]
  readonly last: readonly ReleaseSummary[]
  readonly rollouts: readonly (EnvironmentRef & RolloutGlance)[]
}>
